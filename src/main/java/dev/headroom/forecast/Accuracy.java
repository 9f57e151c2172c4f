package dev.headroom.forecast;

/**
 * How the method did on the past of this very series: forecasts from several origins, each seeing only what came
 * before it, scored against what followed.
 *
 * @param mase              mean absolute error of the median over the in-sample error of the seasonal naive forecast
 * @param coverage80        the share of values between P10 and P90; 0.8 is right
 * @param origins           how many forecasts were scored
 * @param horizon           how many steps each looked ahead
 * @param seasonalNaiveMase the same error of repeating the last season
 * @param straightLineMase  the same error of a straight line through the last 30 days
 */
public record Accuracy(
        double mase, double coverage80, int origins, int horizon, double seasonalNaiveMase, double straightLineMase) {}
