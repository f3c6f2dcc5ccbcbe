// Make elements: text stays text, nothing here reads markup.

export type Child = Node | string | null | undefined | false;
export type Attributes = Readonly<Record<string, string | number | boolean | null>>;

const SVG = "http://www.w3.org/2000/svg";

function fill(element: Element, attributes: Attributes, children: readonly Child[]): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === false) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) if (child) element.append(child);
}

/** An HTML element; `false` and `null` attributes and children are left out. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K, attributes: Attributes = {}, ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  fill(element, attributes, children);
  return element;
}

/** An SVG element. */
export function draw<K extends keyof SVGElementTagNameMap>(
  tag: K, attributes: Attributes = {}, ...children: Child[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS(SVG, tag);
  fill(element, attributes, children);
  return element;
}

/** An element whose text comes from the case: its own direction, isolated from what stands around it. */
export function given<K extends keyof HTMLElementTagNameMap>(
  tag: K, text: string, attributes: Attributes = {},
): HTMLElementTagNameMap[K] {
  return make(tag, { dir: "auto", ...attributes }, text);
}

/** A button that calls `act`, unless it is dimmed; its name is its content, or `aria-label`. */
export function button(attributes: Attributes, act: () => void, ...children: Child[]): HTMLButtonElement {
  const element = make("button", { type: "button", ...attributes }, ...children);
  element.addEventListener("click", () => {
    if (element.getAttribute("aria-disabled") !== "true") act();
  });
  return element;
}

/** Dim a button that has nothing to do now. It keeps the focus: a disabled one would drop it, and its reader's place with it. */
export function dim(control: HTMLButtonElement, off: boolean): void {
  control.setAttribute("aria-disabled", String(off));
}

/** Say something by a live region; the same words again would be spoken again. */
export function tell(region: HTMLElement, words: string): void {
  if (region.textContent !== words) region.textContent = words;
}

/** `listen` at most once a frame, with what is true then. */
export function oncePerFrame(listen: () => void): () => void {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      listen();
    });
  };
}

/** `listen` at most once after a frame that was laid out: sizes and places can be read there without laying out for that alone. */
export function afterFrame(listen: () => void): () => void {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => setTimeout(() => {
      waiting = false;
      listen();
    }));
  };
}

/** Make `parent` hold exactly `wanted`, in order, touching kept elements only where their order changed (focus stays). */
export function arrange(parent: Element, wanted: readonly Element[]): void {
  const keep = new Set(wanted);
  for (const child of [...parent.children]) if (!keep.has(child)) child.remove();
  let at = parent.firstElementChild;
  for (const element of wanted) {
    if (element === at) at = at.nextElementSibling;
    else parent.insertBefore(element, at);
  }
}
