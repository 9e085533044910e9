# Independent numbers for the change points. Run from analysis/: Rscript src/test/r/changepoints.R
# Needs base R only (Debian: r-base-core). Results are committed under src/test/resources/r with R's version in the first line.
out <- "src/test/resources/r"

num <- function(x) sprintf("%.17g", x)

write_csv <- function(name, frame) {
  con <- file(file.path(out, name), "w")
  writeLines(paste0("# ", R.version.string), con)
  write.csv(frame, con, row.names = FALSE, quote = FALSE)
  close(con)
}

# Fits to a weighted series with a gap in time: level, two levels, line, ramp
set.seed(20070627)
n <- 30
time <- c(0:14, 18:32)
y <- rnorm(n) + 2 * (seq_len(n) > 20)
w <- rep(c(1, 0.5, 2), 10)
rest <- function(model) sum(w * residuals(model)^2)
at <- c(3, 10, 20, 27)
fits <- do.call(rbind, lapply(at, function(k) {
  after <- as.numeric(seq_len(n) > k)
  one <- lm(y ~ 1, weights = w)
  two <- lm(y ~ after, weights = w)
  line <- lm(y ~ time, weights = w)
  first <- k - 1
  last <- k + 2
  ramp <- pmin(1, pmax(0, (time - time[first]) / (time[last] - time[first])))
  sloped <- lm(y ~ ramp, weights = w)
  data.frame(at = k, z2 = num(rest(one) - rest(two)), level = num(rest(one)), line = num(rest(line)),
             slope = num(coef(line)[2]), ramp = num(rest(sloped)), height = num(coef(sloped)[2]))
}))
write_csv("changepoint-fits.csv", fits)
write_csv("changepoint-series.csv", data.frame(time = time, y = num(y), w = num(w)))

# Student's t with the tail of a normal z
z <- c(2.5, 3.5, 4.2, 5)
df <- c(8, 20, 60, 200, 1000)
grid <- expand.grid(z = z, df = df)
write_csv("changepoint-t.csv", data.frame(
  z = num(grid$z), df = num(grid$df), t = num(qt(pnorm(grid$z, lower.tail = FALSE), grid$df, lower.tail = FALSE))))

# Variance of a mean of k points of AR(1) noise, times k
k <- c(1, 2, 3, 10, 200)
r <- c(0, 0.1, 0.3, 0.8)
ar <- expand.grid(k = k, r = r)
inflation <- mapply(function(k, r) sum(outer(seq_len(k), seq_len(k), function(i, j) r^abs(i - j))) / k, ar$k, ar$r)
write_csv("changepoint-ar.csv", data.frame(k = ar$k, r = num(ar$r), inflation = num(inflation)))

# Welch, one-sided: fresh boots before and after
before <- c(0.01, 0.012, 0.009, 0.011)
after <- c(0.0135, 0.0128, 0.0141)
write_csv("changepoint-confirmation.csv", data.frame(
  before = paste(num(before), collapse = ";"), after = paste(num(after), collapse = ";"),
  up = num(t.test(after, before, alternative = "greater")$p.value),
  down = num(t.test(after, before, alternative = "less")$p.value)))
