const WINDOW = 7
const LEAST = 4

/** The mean of each value and the six before it; null where fewer than four of the seven are there. */
export const trailingMeans = (values) =>
  values.map((_, end) => {
    const window = values.slice(Math.max(0, end + 1 - WINDOW), end + 1).filter((value) => value !== null)
    return window.length < LEAST ? null : window.reduce((sum, value) => sum + value, 0) / window.length
  })

/** Runs of rows that satisfy a condition, as the keys of the first and the last. */
export const spans = (rows, condition) => {
  const found = []
  rows.forEach((row, index) => {
    if (!condition(row)) return
    if (index > 0 && condition(rows[index - 1])) found.at(-1).to = row.key
    else found.push({ from: row.key, to: row.key })
  })
  return found
}
