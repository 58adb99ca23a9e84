/* Passkeys. See docs/flows/getting-in.md. */
(() => {
  "use strict";
  if (!window.PublicKeyCredential) return;
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
  function revived(key, value) {
    return key === "challenge" || (key === "id" && (this.type || this.displayName)) ? bytes(value) : value;
  }
  document.querySelectorAll("form[data-passkey]").forEach((form) => {
    const button = form.querySelector("button"), said = form.querySelector("[role=alert]"), { begin, passkey } = form.dataset;
    form.hidden = false;
    button.type = "button";
    button.onclick = () => {
      said.hidden = button.disabled = true;
      fetch(begin, { method: "POST", body: new URLSearchParams(new FormData(form)) })
        .then((answer) => answer.ok ? answer.text() : answer.json().then(({ receipt }) => {
          const code = said.querySelector("b");
          code.textContent = receipt || "";
          code.parentNode.hidden = !receipt;
          throw receipt;
        }))
        .then((options) => navigator.credentials[passkey === "add" ? "create" : "get"]({ publicKey: JSON.parse(options, revived) }))
        .then(({ id, type, response }) => {
          const signed = {};
          for (const part in response) if (response[part] instanceof ArrayBuffer) signed[part] = text(response[part]);
          form.elements.credential.value = JSON.stringify({ id, rawId: id, type, response: signed });
          form.submit();
        })
        .catch(() => { said.hidden = button.disabled = false; });
    };
    form.onsubmit = () => !!form.elements.credential.value;
  });
})();
