import assert from "node:assert/strict"
import { test } from "node:test"
import { spans, trailingMeans } from "./trailing.js"

test("a week's mean leaves the weekly pattern out", () => {
  const twoWeeks = [1, 1, 1, 1, 1, 8, 8, 1, 1, 1, 1, 1, 8, 8]

  assert.deepEqual(trailingMeans(twoWeeks).slice(6), Array(8).fill(3))
})

test("a gap is left out of the mean, and too few days have none", () => {
  assert.deepEqual(trailingMeans([2, null, 4, null, 6, 8]), [null, null, null, null, null, 5])
})

test("rows that follow each other are one span", () => {
  const rows = [["a", true], ["b", true], ["c", false], ["d", true]].map(([key, thin]) => ({ key, thin }))

  assert.deepEqual(spans(rows, (row) => row.thin), [{ from: "a", to: "b" }, { from: "d", to: "d" }])
})
