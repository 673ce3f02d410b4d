// A page that outlives a sign-in in another tab sends the token of now: the cookie has it, the page does not.

const ofNow = () => /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie)?.[1];
const ofPage = () => JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
const token = () => ofNow() ?? ofPage();

export const headers = () => ({ "X-CSRFToken": token(), "HX-Request": "true" });

document.addEventListener("htmx:configRequest", ({ detail }) => { detail.headers["X-CSRFToken"] = token(); });
document.addEventListener("submit", ({ target: form }) => {
  const field = form.elements.namedItem("csrfmiddlewaretoken");
  if (field) field.value = token();
}, true); // before the words of the form are gathered
