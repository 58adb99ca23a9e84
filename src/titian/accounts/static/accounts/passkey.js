/* Passkeys: asks for a challenge, lets the device sign it, sends the answer as a plain form. */
(() => {
  "use strict";
  if (!window.PublicKeyCredential) return;
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const keys = (list) => (list || []).map((key) => ({ ...key, id: bytes(key.id) }));
  const ask = async (form) => {
    const answer = await fetch(form.dataset.begin, { method: "POST", body: new URLSearchParams(new FormData(form)), credentials: "same-origin" });
    if (!answer.ok) throw new Error("no challenge");
    const options = await answer.json();
    options.challenge = bytes(options.challenge);
    if (form.dataset.passkey !== "add") {
      options.allowCredentials = keys(options.allowCredentials);
      return navigator.credentials.get({ publicKey: options });
    }
    options.user.id = bytes(options.user.id);
    options.excludeCredentials = keys(options.excludeCredentials);
    return navigator.credentials.create({ publicKey: options });
  };
  const plain = (credential) => {
    const response = {};
    ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"].forEach((part) => {
      if (credential.response[part]) response[part] = text(credential.response[part]);
    });
    return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response, clientExtensionResults: {} });
  };
  document.querySelectorAll("form[data-passkey]").forEach((form) => {
    const said = form.querySelector("[data-passkey-said]");
    form.hidden = false;
    form.querySelector("button").type = "button";
    form.querySelector("button").addEventListener("click", (event) => {
      const button = event.currentTarget;
      button.disabled = true;
      said.hidden = true;
      ask(form)
        .then((credential) => {
          form.elements.credential.value = plain(credential);
          form.submit();
        })
        .catch(() => { said.hidden = false; button.disabled = false; });
    });
    form.addEventListener("submit", (event) => { if (!form.elements.credential.value) event.preventDefault(); });
  });
})();
