/** Opens the browser's print dialog, which also makes a PDF. */
export function mount(button) {
  button.hidden = false
  button.addEventListener("click", () => print())
}
