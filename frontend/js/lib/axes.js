/** Options of a chart over months: time across, amounts up. */
export const monthAxes = (color, unit, words) => ({
  maintainAspectRatio: false,
  interaction: { mode: "index", axis: "x", intersect: false },
  scales: {
    x: {
      type: "time",
      adapters: { date: { zone: "utc" } },
      time: { unit: "month", tooltipFormat: "LLLL yyyy", displayFormats: { month: "LLL yyyy" } },
      grid: { display: false },
      ticks: { color: color["ink-soft"], maxRotation: 0, autoSkipPadding: 24 },
    },
    y: {
      beginAtZero: true,
      title: { display: true, text: unit, color: color["ink-soft"] },
      grid: { color: color["chart-grid"] },
      border: { display: false },
      ticks: { color: color["ink-soft"], maxTicksLimit: 6 },
    },
  },
  plugins: {
    legend: { display: false },
    tooltip: { callbacks: { label: (item) => `${item.dataset.label}: ${words(item.parsed.y)}` } },
  },
})
