/** Copies the text beside the button, where the browser lets a page do so. */
export function mount(element) {
  const button = element.querySelector("button")
  if (!navigator.clipboard) return

  button.hidden = false
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(element.querySelector("code").textContent)
    button.textContent = "Copied"
    setTimeout(() => { button.textContent = "Copy" }, 2000)
  })
}
