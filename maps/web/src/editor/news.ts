// News of the case: told by the server with every new map.

import type { News } from "./case";

/** Hear of every new map, and of a server that falls silent or answers again. */
export function hearNews(tell: (news: News) => void, answers: (well: boolean) => void): void {
  const changes = new EventSource("/api/changes");
  changes.addEventListener("message", (event: MessageEvent<string>) => tell(JSON.parse(event.data) as News));
  changes.addEventListener("error", () => answers(false));
  changes.addEventListener("open", () => answers(true));
}
