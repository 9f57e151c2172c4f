import assert from "node:assert/strict"
import test from "node:test"
import { nextTheme } from "./theme.js"

test("the switch goes through system, light and dark, and back", () => {
  assert.deepEqual([undefined, "light", "dark"].map(nextTheme), ["light", "dark", undefined])
})
