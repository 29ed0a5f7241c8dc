package io.almanac.jobs.charges.source;

/**
 * Turns a list or dictionary as Python prints it into JSON: {@code [{'key': 'a', 'value': None}]}.
 * Dumps of tables by data frame libraries hold such texts.
 */
final class PythonText {
  private final String text;
  private final StringBuilder json;
  private int position;

  private PythonText(String text) {
    this.text = text;
    this.json = new StringBuilder(text.length() + 16);
  }

  /** The JSON text; null when a quote is not closed. What is no Python gives no JSON either. */
  static String json(String text) {
    PythonText reading = new PythonText(text);
    while (reading.position < text.length()) {
      char letter = text.charAt(reading.position);
      if (letter == '\'' || letter == '"') {
        if (!reading.quoted(letter)) {
          return null;
        }
      } else if (Character.isLetter(letter)) {
        reading.word();
      } else {
        reading.json.append(letter);
        reading.position++;
      }
    }
    return reading.json.toString();
  }

  private void word() {
    int start = position;
    while (position < text.length() && Character.isLetter(text.charAt(position))) {
      position++;
    }
    String word = text.substring(start, position);
    switch (word) {
      case "None":
        json.append("null");
        break;
      case "True":
        json.append("true");
        break;
      case "False":
        json.append("false");
        break;
      default:
        // The exponent of a number; anything else is found out by whoever reads the JSON.
        json.append(word);
    }
  }

  private boolean quoted(char quote) {
    json.append('"');
    position++;
    while (position < text.length()) {
      char letter = text.charAt(position++);
      if (letter == quote) {
        json.append('"');
        return true;
      }
      if (letter == '\\' && position < text.length()) {
        escape(text.charAt(position++));
      } else if (letter == '"') {
        json.append("\\\"");
      } else if (letter < ' ') {
        json.append("\\u00").append(Character.forDigit(letter >> 4, 16));
        json.append(Character.forDigit(letter & 15, 16));
      } else {
        json.append(letter);
      }
    }
    return false;
  }

  private void escape(char letter) {
    switch (letter) {
      case '\'':
        json.append('\'');
        break;
      case 'x':
        json.append("\\u00");
        break;
      case '"':
      case '\\':
      case 'n':
      case 'r':
      case 't':
      case 'u':
        json.append('\\').append(letter);
        break;
      default:
        json.append("\\\\").append(letter);
    }
  }
}
