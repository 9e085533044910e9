# Independent numbers for the prior of variances. Run from analysis/: Rscript src/test/r/moderation.R
# Needs limma (Debian: r-bioc-limma). Results are committed under src/test/resources/r with the versions in the first line.
suppressPackageStartupMessages(library(limma))
out <- "src/test/resources/r"

num <- function(x) ifelse(is.infinite(x), "Infinity", sprintf("%.17g", x))

write_csv <- function(name, frame) {
  con <- file(file.path(out, name), "w")
  writeLines(paste0("# ", R.version.string, "; limma ", packageVersion("limma")), con)
  write.csv(frame, con, row.names = FALSE, quote = FALSE)
  close(con)
}

x <- c(1e-4, 0.01, 0.3, 0.5, 1, 1.4616, 2, 3.5, 7, 19.5, 20.5, 100, 12345.6, 1e8)
write_csv("polygamma.csv", data.frame(x = num(x), digamma = num(digamma(x)), trigamma = num(trigamma(x))))
y <- c(1e-7, 2e-6, 1e-3, 0.1, 0.5, 1, pi^2 / 6, 3, 40, 1e3, 9e6, 1e8)
write_csv("trigamma-inverse.csv", data.frame(y = num(y), x = num(trigammaInverse(y))))

# fitFDist and squeezeVar: variances drawn with a true d0 (Inf: all alike), few and many, unequal degrees of freedom, zeros
set.seed(20041)
cases <- list(
  list(n = 2, d = 4, d0 = 4), list(n = 5, d = c(1, 2, 3, 4, 50), d0 = 3), list(n = 60, d = 2, d0 = 4),
  list(n = 60, d = rep(1:6, 10), d0 = 10), list(n = 60, d = 9, d0 = Inf), list(n = 400, d = 199, d0 = 30),
  list(n = 12, d = rep(c(2, 0, 5), 4), d0 = 5), list(n = 20, d = 3, d0 = 1), list(n = 15, d = 4, d0 = 6, zero = 3))
squeezed <- do.call(rbind, lapply(cases, function(case) {
  d <- rep_len(case$d, case$n)
  sigma2 <- 0.0007 * if (is.infinite(case$d0)) rep(1, case$n) else case$d0 / rchisq(case$n, case$d0)
  s2 <- ifelse(d > 0, sigma2 * rchisq(case$n, pmax(d, 1)) / pmax(d, 1), 0)
  if (!is.null(case$zero)) s2[seq_len(case$zero)] <- 0
  fit <- suppressWarnings(fitFDist(s2, d))
  post <- suppressWarnings(squeezeVar(s2, d))
  data.frame(s2 = paste(num(s2), collapse = ";"), df = paste(num(d), collapse = ";"),
    scale = num(fit$scale), prior = num(fit$df2), post = paste(num(post$var.post), collapse = ";"))
}))
write_csv("squeeze.csv", squeezed)

# eBayes: two groups of three, 40 rows; moderated t and p
set.seed(7)
sd <- 0.01 * sqrt(5 / rchisq(40, 5))
y <- matrix(rnorm(40 * 6, 0, rep(sd, 6)), 40)
y[1:4, 4:6] <- y[1:4, 4:6] + 0.05
fit <- eBayes(lmFit(y, cbind(1, rep(0:1, each = 3))))
write_csv("ebayes.csv", data.frame(
  difference = num(fit$coefficients[, 2]), s2 = num(fit$sigma^2), df = fit$df.residual, scale = num(fit$s2.prior),
  prior = num(fit$df.prior), post = num(fit$s2.post), total = num(fit$df.total), t = num(fit$t[, 2]), p = num(fit$p.value[, 2])))
