/** Reads colors of the style sheet, as the theme resolves them. */
export function palette(...names) {
  const probe = document.createElement("span")
  probe.hidden = true
  document.body.append(probe)
  const colors = Object.fromEntries(names.map((name) => {
    probe.style.color = `var(--${name})`
    return [name, getComputedStyle(probe).color]
  }))
  probe.remove()
  return colors
}
