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
  const native = (Uint8Array as { fromBase64?: (text: string) => Uint8Array<ArrayBuffer> }).fromBase64;
  if (native) return native.call(Uint8Array, text);
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

export async function inflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  // Written straight into the stream: a Blob would go by way of another process first.
  const stream = new DecompressionStream("deflate-raw");
  const writer = stream.writable.getWriter();
  const written = writer.write(bytes).then(() => writer.close());
  const reader = stream.readable.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    length += value.length;
  }
  await written;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
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
