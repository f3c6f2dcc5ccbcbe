// What a reader may set for themselves: the language of the page and its colours.

import type { Page } from "../case/page";
import { make } from "../common/dom";
import { asTheme, THEMES } from "../common/theme";
import { LANGUAGES, spokenLanguage } from "../words/language";
import { say } from "../words/messages";

type Option = readonly [value: string, words: string, language?: string];

function choice(name: string, options: readonly Option[], chosen: string, choose: (value: string) => void): HTMLLabelElement {
  const select = make("select", {}, ...options.map(([value, words, lang]) =>
    make("option", { value, selected: value === chosen, lang: lang ?? null }, words)));
  select.addEventListener("change", () => choose(select.value));
  return make("label", {}, make("span", {}, name), select);
}

export function readerChoices(page: Page): HTMLElement {
  const languages = LANGUAGES.map(({ code, name }): Option => [code, name, code]);
  const themes = (["auto", ...THEMES] as const).map((theme): Option => [theme, say.themes[theme]]);
  return make(
    "div", { class: "reader-choices" },
    choice(say.language, languages, spokenLanguage().code, (code) => page.setLanguage(code)),
    choice(say.colours, themes, page.store.state.theme ?? "auto", (value) => page.store.set({ theme: asTheme(value) })),
  );
}
