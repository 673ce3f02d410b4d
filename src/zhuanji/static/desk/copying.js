// What is shown once is copied by one click; without a clipboard it is selected, ready for Ctrl+C.

document.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-copy]");
  if (!button) return;
  const field = button.parentElement.querySelector("[data-copied-from]");
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    button.querySelector("span").textContent = button.dataset.done;
  } catch { /* the browser allows it on secure pages only */ }
});
