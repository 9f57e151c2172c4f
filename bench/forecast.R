# Times R's forecast on series like those of ForecastBench, without dates or backtest, and prints how many times as fast
# Headroom is:  Rscript bench/forecast.R HEADROOM_SERIES_A_CPU_SECOND
suppressMessages(library(forecast))
own <- as.numeric(commandArgs(TRUE)[1])
set.seed(1)
series <- lapply(1:20, function(i) {
  day <- 0:729
  level <- runif(1, 50, 500)
  ts((level + runif(1, -0.2, 1) * level / 400 * day) * ifelse(day %% 7 >= 5, 1 - runif(1, 0, 0.2), 1) *
       (1 + rnorm(730, sd = runif(1, 0.005, 0.1))), frequency = 7)
})
methods <- list(thetaf = function(y) thetaf(y, h = 365, level = 80),
                stlf = function(y) stlf(y, h = 365, level = 80),
                ets = function(y) forecast(ets(y), h = 365, level = 80))
for (name in names(methods)) {
  some <- if (name == "ets") series[1:5] else series
  cpu <- system.time(lapply(some, methods[[name]]))[["user.self"]]
  rate <- length(some) / cpu
  cat(sprintf("R %s: %.1f series for each second of processor time; Headroom %.1f times as many\n", name, rate, own / rate))
}
