package io.almanac.reports;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.util.XMLHelper;
import org.apache.poi.xssf.model.SharedStrings;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.DefaultHandler;

/** Reads one sheet row by row, with the values as they are stored; memory holds one row. */
final class SheetReader extends DefaultHandler {

  /** Takes the rows in the order of the sheet. */
  @FunctionalInterface
  interface Rows {
    /** Takes a row, counted from 0, with its stored values by column, counted from 0. */
    void row(int row, Map<Integer, String> values);
  }

  private final SharedStrings strings;
  private final Rows rows;
  private final Map<Integer, String> values = new HashMap<>();
  private final StringBuilder text = new StringBuilder();
  private int row;
  private int column;
  private String type;
  private boolean inValue;

  private SheetReader(SharedStrings strings, Rows rows) {
    this.strings = strings;
    this.rows = rows;
  }

  /** Reads a sheet's XML. POI's reader forbids document types and outside entities. */
  static void read(InputStream sheet, SharedStrings strings, Rows rows) throws IOException {
    try {
      XMLReader reader = XMLHelper.newXMLReader();
      reader.setContentHandler(new SheetReader(strings, rows));
      reader.parse(new InputSource(sheet));
    } catch (SAXException | ParserConfigurationException e) {
      throw new IOException("Cannot read sheet of workbook: " + e.getMessage(), e);
    }
  }

  @Override
  public void startElement(String uri, String localName, String name, Attributes attributes) {
    switch (localName) {
      case "row" -> {
        row = Integer.parseInt(attributes.getValue("r")) - 1;
        values.clear();
      }
      case "c" -> {
        column = new CellReference(attributes.getValue("r")).getCol();
        type = attributes.getValue("t");
        text.setLength(0);
      }
      case "v", "t" -> inValue = true;
      default -> {}
    }
  }

  @Override
  public void characters(char[] characters, int start, int length) {
    if (inValue) {
      text.append(characters, start, length);
    }
  }

  @Override
  public void endElement(String uri, String localName, String name) {
    switch (localName) {
      case "v", "t" -> inValue = false;
      case "c" -> {
        if (text.length() > 0) {
          values.put(column, value());
        }
      }
      case "row" -> rows.row(row, values);
      default -> {}
    }
  }

  private String value() {
    boolean shared = "s".equals(type);
    return shared
        ? strings.getItemAt(Integer.parseInt(text.toString())).getString()
        : text.toString();
  }
}
