// The fields of the form: each knows its element, its text and its fault.

import { type Child, make } from "../common/dom";
import type { Fault } from "./ask";

export interface Field {
  readonly name: string;
  readonly element: HTMLElement;
  readonly input: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
  /** Say what is wrong with it; an empty text takes that back. */
  fault(message: string): void;
}

export interface Kind {
  readonly label: string;
  readonly hint?: string;
  readonly lines?: number;
  readonly choices?: readonly (readonly [string, string])[];
  readonly list?: string;
  readonly mode?: "decimal" | "numeric";
}

let count = 0;

/** A labelled field; what stands in `extra` comes below it. */
export function field(name: string, kind: Kind, ...extra: Child[]): Field {
  const id = `field-${count++}`;
  const attributes = { id, name, spellcheck: kind.mode ? "false" : null, autocomplete: "off", dir: kind.choices || kind.mode ? null : "auto" };
  const input = kind.choices
    ? make("select", attributes, ...kind.choices.map(([value, words]) => make("option", { value }, words)))
    : kind.lines
      ? make("textarea", { ...attributes, rows: kind.lines })
      : make("input", { ...attributes, type: "text", inputmode: kind.mode ?? null, list: kind.list ?? null });
  const wrong = make("p", { class: "wrong", id: `${id}-wrong`, hidden: true });
  const hint = kind.hint ? make("p", { class: "hint", id: `${id}-hint` }, kind.hint) : null;
  if (hint) input.setAttribute("aria-describedby", hint.id);
  const element = make("div", { class: `field field-${name}` }, make("label", { for: id }, kind.label), input, hint, ...extra, wrong);
  return {
    name,
    element,
    input,
    fault: (message) => {
      wrong.textContent = message;
      wrong.hidden = message === "";
      input.toggleAttribute("aria-invalid", message !== "");
      if (message) input.setAttribute("aria-invalid", "true");
      const described = [hint?.id, message ? wrong.id : ""].filter(Boolean).join(" ");
      if (described) input.setAttribute("aria-describedby", described);
      else input.removeAttribute("aria-describedby");
    },
  };
}

/** Put each fault to the field it speaks of; return those that belong to none. */
export function spread(fields: readonly Field[], faults: readonly Fault[], prefix = ""): Fault[] {
  for (const one of fields) one.fault("");
  return faults.filter((fault) => {
    const [head = "", ...rest] = fault.field.split(".");
    const name = prefix ? (`${head}.` === prefix ? (rest[0] ?? "") : "") : head;
    const found = fields.find((one) => one.name === name);
    if (!found) return true;
    found.fault(fault.message);
    return false;
  });
}
