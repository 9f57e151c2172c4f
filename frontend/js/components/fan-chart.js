import { chartLibrary } from "../lib/chart-library.js"
import { walkable } from "../lib/keyboard.js"
import { palette } from "../lib/palette.js"
import { canvasBefore, redrawn } from "../lib/redraw.js"
import { tableData } from "../lib/table-data.js"
import { spans, trailingMeans } from "../lib/trailing.js"

const COLORS = ["chart-history", "chart-daily", "chart-median", "chart-band", "chart-band-inner", "chart-limit", "chart-failure", "chart-capacity", "chart-order", "chart-gap", "chart-grid", "ink", "ink-soft", "surface"]
const USED = ["used", "limit", "failure", "capacity"]
const QUANTILES = ["p10", "p25", "p50", "p75", "p90"]
const EXPECTED = [...QUANTILES, "limit", "failure", "capacity"]

/** Draws a figure's tables as history and fan, with the limits, today and the day to order. */
export async function mount(figure) {
  const days = tableData(figure.querySelector("table[data-used]"))
  const expected = figure.querySelector("table[data-expected]")
  const rows = [...days, ...(expected ? tableData(expected) : [])]
  if (rows.length === 0) return
  const series = joined(rows, days)
  const { unit } = figure.dataset
  const Chart = await chartLibrary()
  const canvas = canvasBefore(figure.querySelector(".legend"), figure.querySelector("figcaption").textContent.trim())
  const chart = redrawn(() => new Chart(canvas, configuration(rows, series, figure.dataset)))
  walkable(canvas, chart, (index) => spoken(rows[index], series, index, unit))
}

/** The columns of both tables; what is expected goes on from the mean of what was used, so that it has no seam. */
function joined(rows, days) {
  const reliable = days.map((row) => (row.thin ? null : row.values[0]))
  const mean = trailingMeans(reliable)
  const last = reliable.findLastIndex((value) => value !== null)
  const columns = Object.fromEntries(["mean", ...new Set([...USED, ...EXPECTED])].map((name) => [name, Array(rows.length).fill(null)]))
  rows.forEach(({ values }, index) => {
    const names = index < days.length ? USED : EXPECTED
    names.forEach((name, column) => { columns[name][index] = values[column] ?? null })
    if (index <= last) columns.mean[index] = mean[index]
  })
  const hasQuarters = columns.p25.some((value) => value !== null)
  if (last >= 0) {
    QUANTILES.filter((name) => hasQuarters || !["p25", "p75"].includes(name)).forEach((name) => { columns[name][last] = mean[last] })
  }
  return columns
}

function configuration(rows, series, { today, orderBy, unit, threshold }) {
  const color = palette(...COLORS)
  const line = (label, data, options) => ({ label, data, pointRadius: 0, pointHitRadius: 0, borderWidth: 2, ...options })
  const band = (label, low, high, background) => [
    line("", low, { borderWidth: 0 }),
    line(label, high, { borderWidth: 0, fill: "-1", backgroundColor: background }),
  ]

  return {
    type: "line",
    data: {
      labels: rows.map((row) => Date.parse(row.key)),
      datasets: [
        line("used, mean of 7 days", series.mean, { borderColor: color["chart-history"], borderWidth: 2.5 }),
        line("used that day", series.used, { borderColor: color["chart-daily"], borderWidth: 1 }),
        line("likely", series.p50, { borderColor: color["chart-median"], borderDash: [6, 4] }),
        ...band("1 in 10 above", series.p10, series.p90, color["chart-band"]),
        ...band("1 in 4 above", series.p25, series.p75, color["chart-band-inner"]),
        line(threshold, series.limit, { borderColor: color["chart-limit"], stepped: true, spanGaps: true }),
        line("survives a failure", series.failure, { borderColor: color["chart-failure"], borderDash: [8, 2, 2, 2], stepped: true }),
        line("capacity", series.capacity, { borderColor: color["chart-capacity"], borderDash: [2, 3], borderWidth: 1.5, stepped: true }),
      ],
    },
    options: {
      maintainAspectRatio: false,
      interaction: { mode: "index", axis: "x", intersect: false },
      layout: { padding: { top: 4, right: 8 } },
      scales: {
        x: {
          type: "time",
          adapters: { date: { zone: "utc" } },
          time: { minUnit: "month", tooltipFormat: "d LLLL yyyy", displayFormats: { month: "LLL yyyy" } },
          grid: { display: false },
          border: { color: color["chart-grid"] },
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
        tooltip: {
          filter: (item) => item.parsed.y !== null && item.dataset.label !== "",
          callbacks: { label: (item) => `${item.dataset.label} ${item.formattedValue} ${unit}` },
        },
        annotation: {
          annotations: {
            ...Object.fromEntries(spans(rows, (row) => row.thin).map((span, index) => [`gap${index}`, gap(span, color["chart-gap"])])),
            today: mark(today, "today", color["ink-soft"], color.surface, "start"),
            ...(orderBy && { orderBy: mark(orderBy, "order by", color["chart-order"], color.surface, "end") }),
            ...limitLabel(rows, series.limit, threshold, color["chart-limit"]),
          },
        },
      },
    },
  }
}

const mark = (day, content, color, paper, position) => ({
  type: "line",
  xMin: day,
  xMax: day,
  borderColor: color,
  borderWidth: 1.5,
  borderDash: content === "today" ? [] : [5, 3],
  label: { display: true, content, position, color: paper, backgroundColor: color, font: { size: 11, weight: "600" }, padding: { x: 6, y: 3 } },
})

const gap = ({ from, to }, color) => ({
  type: "box",
  xMin: new Date(from).valueOf() - 43_200_000,
  xMax: new Date(to).valueOf() + 43_200_000,
  backgroundColor: color,
  borderWidth: 0,
  drawTime: "beforeDatasetsDraw",
})

function limitLabel(rows, limits, content, color) {
  const last = limits.findLastIndex((value) => value !== null)
  return last < 0
    ? {}
    : { limit: { type: "label", xValue: rows[last].key, yValue: limits[last], content, color, font: { size: 11, weight: "600" }, position: { x: "end", y: "end" }, padding: 2 } }
}

function spoken(row, series, index, unit) {
  const say = (words, value) => (value === null ? [] : [`${words} ${value.toFixed(2)} ${unit}`])
  return [row.key, ...say("used", series.used[index]), ...say("likely", series.p50[index]), ...say("high", series.p90[index]), ...say("limit", series.limit[index])].join(", ")
}
