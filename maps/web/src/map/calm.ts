// Less motion, for whoever asks the system for it: the map goes where it is sent at once, and stops where it is let go.

import type * as L from "leaflet";

/** Keep a map still between two views as long as the device asks for it; style sheets cannot, Leaflet moves it step by step. */
export function calmMap(map: L.Map): void {
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const panBy = map.panBy.bind(map);
  map.panBy = (offset, options) => panBy(offset, calm.matches ? { ...options, animate: false } : options);
  const settle = (): void => void (map.options.inertia = !calm.matches);
  calm.addEventListener("change", settle);
  settle();
}
