// Blocks of the page's file: base64 of a deflate stream, or JSON as text.

export function hasInflate(): boolean {
  return typeof DecompressionStream === "function";
}

/** Text of a data block; throws when the file is damaged and the block is missing. */
export function blockText(id: string, from: Document = document): string {
  const element = from.getElementById(id);
  if (!element) throw new Error(`this file is incomplete: block ${id} is missing`);
  return (element.textContent ?? "").trim();
}

export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

export async function inflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

export async function unpackJson<T>(text: string): Promise<T> {
  return JSON.parse(new TextDecoder().decode(await inflate(fromBase64(text)))) as T;
}

/** Four byte planes (all first bytes, all second bytes, …) back into int32. */
export function joinPlanes(bytes: Uint8Array, offset: number, count: number): Int32Array {
  const values = new Int32Array(count);
  const second = offset + count;
  const third = second + count;
  const fourth = third + count;
  for (let i = 0; i < count; i++) {
    values[i] =
      (bytes[offset + i] as number) |
      ((bytes[second + i] as number) << 8) |
      ((bytes[third + i] as number) << 16) |
      ((bytes[fourth + i] as number) << 24);
  }
  return values;
}
