// Links out of the page: only http(s), and mailto for the contact.

import { make } from "./dom";

/** The address when it is http(s) (or mailto where allowed), else null. */
export function safeAddress(text: string, mail = false): URL | null {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return null;
  }
  return url.protocol === "https:" || url.protocol === "http:" || (mail && url.protocol === "mailto:") ? url : null;
}

/** A link that opens apart and tells its target nothing; null when the address is none we follow. */
export function outLink(text: string, words: string, label = ""): HTMLAnchorElement | null {
  const url = safeAddress(text);
  if (!url) return null;
  return make(
    "a",
    { href: url.href, target: "_blank", rel: "noopener noreferrer", "aria-label": label || null },
    words,
  );
}

/** A link to the case's contact, with a subject when it is a mail address; null without a usable contact. */
export function contactLink(contact: string, words: string, subject: string): HTMLAnchorElement | null {
  const url = safeAddress(contact, true);
  if (!url) return null;
  let href = url.href;
  if (url.protocol === "mailto:" && subject) {
    href += `${url.search ? "&" : "?"}subject=${encodeURIComponent(subject)}`;
  }
  return make("a", { href, target: "_blank", rel: "noopener noreferrer" }, words);
}
