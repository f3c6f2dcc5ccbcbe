// A preview with drafts in it says so at every size, in a frame, on paper and when only a part of it is shown.

import { make } from "../common/dom";
import { say } from "../words/messages";

export function mountDraftBanner(): void {
  document.documentElement.dataset["draft"] = "";
  document.title = `${say.draft} · ${document.title}`;
  document.body.prepend(make("p", { class: "draft-banner", role: "note" }, say.draft));
}
