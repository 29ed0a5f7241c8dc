# Scores R's forecast package on the public sets, with the scores of almanac bench-forecast.
# usage: Rscript r_forecast_sets.R DIR [--most N] [--set PART ...]
# --most takes only the first N series of each set.
Sys.setenv(OMP_NUM_THREADS = 1, OPENBLAS_NUM_THREADS = 1)
suppressMessages(library(forecast))
arguments <- commandArgs(TRUE)
folder <- arguments[1]
after <- function(name) { at <- match(name, arguments); if (is.na(at)) NULL else arguments[-(1:at)] }
most <- as.integer(c(after("--most"), .Machine$integer.max)[1])
only <- c(after("--set"), "")
only <- if (is.null(after("--set"))) "" else only[cumsum(startsWith(only, "--") | only == "") == 0]
levels <- c(80, 95)

bounds <- function(f) list(mean = as.numeric(f$mean), lower = matrix(as.numeric(f$lower), ncol = 2),
                           upper = matrix(as.numeric(f$upper), ncol = 2))
methods <- list(
  snaive = function(y, h, m) bounds(snaive(ts(y, frequency = m), h = h, level = levels)),
  thetaf = function(y, h, m) bounds(thetaf(ts(y, frequency = m), h = h, level = levels)),
  ets = function(y, h, m) bounds(forecast(ets(ts(y, frequency = m)), h = h, level = levels)),
  stlf_ets = function(y, h, m) if (m > 1) bounds(stlf(ts(y, frequency = m), h = h, level = levels)),
  stlf_arima = function(y, h, m) if (m > 1)
    bounds(stlf(ts(y, frequency = m), h = h, level = levels, method = "arima")),
  # With a season of 24 it takes minutes a series.
  auto.arima = function(y, h, m) if (m <= 7)
    bounds(forecast(auto.arima(ts(y, frequency = m)), h = h, level = levels)),
  croston = function(y, h, m) if (m == 1 && mean(y == 0) > 0.4)
    list(mean = as.numeric(croston(ts(y), h = h)$mean), lower = matrix(NA, h, 2),
         upper = matrix(NA, h, 2)))

# Gaps as Almanac fills them: the mean of one season before and after, else along a line.
filled <- function(y, m) {
  out <- y
  for (t in if (m > 1) which(is.na(y)) else NULL) {
    later <- if (t + m <= length(y)) y[seq(t + m, length(y), m)] else NULL
    near <- c(if (t > m) out[t - m], later[!is.na(later)][1])
    near <- near[!is.na(near)]
    if (length(near)) out[t] <- mean(near)
  }
  known <- which(!is.na(out))
  if (length(known) == length(out)) out else approx(known, out[known], seq_along(out), rule = 2)$y
}

score <- function(f, x, te, mm, positive) {
  if (positive) { f$mean <- pmax(f$mean, 0); f$lower <- pmax(f$lower, 0) }
  ok <- !is.na(te); scale <- mean(abs(diff(x, mm)), na.rm = TRUE)
  e <- abs(te - f$mean); size <- abs(te) + abs(f$mean)
  smape <- ifelse(size == 0, 0, 200 * e / size); l <- f$lower[, 2]; u <- f$upper[, 2]
  ms <- (u - l) + 40 * pmax(0, l - te) + 40 * pmax(0, te - u)
  c(mean(smape[ok]), mean(e[ok]) / scale,
    sqrt(mean(e[ok]^2) / mean(diff(x, mm)^2, na.rm = TRUE)),
    100 * abs(sum(te[ok]) - sum(f$mean[ok])) / abs(sum(te[ok])),
    100 * mean((te >= f$lower[, 1] & te <= f$upper[, 1])[ok]),
    100 * mean((te >= l & te <= u)[ok]), mean(ms[ok]) / scale)
}

run <- function(name, series, h, m, mm, positive) {
  if (!any(sapply(only, grepl, name, ignore.case = TRUE))) return(invisible())
  series <- head(series, most)
  for (method in names(methods)) {
    cpu <- 0; scores <- list()
    for (s in series) {
      y <- filled(s$x, m)
      begin <- proc.time()
      f <- tryCatch(methods[[method]](y, h, m), error = function(e) {
        message(name, ", ", method, ": seasonal naive instead: ", conditionMessage(e))
        methods$snaive(y, h, m)
      })
      cpu <- cpu + sum((proc.time() - begin)[1:2])
      if (!is.null(f)) scores[[length(scores) + 1]] <- score(f, s$x, s$te, mm, positive)
    }
    if (!length(scores)) next
    s <- do.call(rbind, scores); s[!is.finite(s)] <- NA; a <- colMeans(s, na.rm = TRUE)
    cat(sprintf("%-14s %-12s %6d %8.3f %7.3f %7.3f %9.2f %5.1f %5.1f %7.2f %9.2f\n", name, method,
                length(scores), a[1], a[2], a[3], a[4], a[5], a[6], a[7], 1000 * cpu / length(series)))
  }
}

cut <- function(y, h) list(x = y[1:(length(y) - h)], te = tail(y, h))
moves <- function(y) { x <- y[1:(length(y) - 48)]; length(unique(x[!is.na(x)])) > 1 }
by <- function(d) split(as.numeric(d[[3]]), factor(d[[1]], unique(d[[1]])))
cat(sprintf("%-14s %-12s %6s %8s %7s %7s %9s %5s %5s %7s %9s\n", "set", "method", "series", "sMAPE",
            "MASE", "RMSSE", "total-APE", "cov80", "cov95", "MSIS95", "CPU ms"))
for (one in list(list("Hourly", 48, 24, 24), list("Weekly", 13, 1, 1))) {
  a <- read.csv(file.path(folder, "m4", paste0(one[[1]], "-train.csv")))
  b <- read.csv(file.path(folder, "m4", paste0(one[[1]], "-test.csv")))
  series <- lapply(seq_len(nrow(a)), function(i) {
    y <- as.numeric(a[i, -1]); list(x = y[!is.na(y)], te = as.numeric(b[match(a[i, 1], b[, 1]), -1])) })
  run(paste("M4", one[[1]]), series, one[[2]], one[[3]], one[[4]], FALSE)
}
d <- read.csv(file.path(folder, "nn5_daily.csv"))
run("NN5", lapply(by(d), cut, 56), 56, 7, 7, TRUE)
d <- read.csv(file.path(folder, "synthetic_cost_daily_wide.csv"), check.names = FALSE)
shape <- sub("_.*", "", d[[1]])
for (one in unique(shape)) {
  rows <- which(shape == one)
  run(paste("cost", one), lapply(rows, function(i) cut(as.numeric(d[i, -(1:2)]), 30)), 30, 7, 7, TRUE)
}
d <- read.csv(file.path(folder, "yahoo_server_hourly_dat0_wide.csv"), check.names = FALSE)[, -1]
run("Yahoo dat0", lapply(Filter(moves, d), cut, 48), 48, 24, 24, FALSE)
d <- read.csv(file.path(folder, "nab_hourly.csv"))
run("NAB hourly", lapply(Filter(moves, by(d)), cut, 48), 48, 24, 24, FALSE)
d <- read.csv(file.path(folder, "carparts_wide.csv"), check.names = FALSE)[, -1]
run("carparts", lapply(Filter(function(y) !anyNA(y), d), cut, 12), 12, 1, 1, TRUE)
