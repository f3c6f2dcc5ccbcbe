import { describe, expect, it } from "vitest";
import { escapeXml, solid } from "../src/map/svgtext";
import { VectorContext } from "../src/map/vector";
import { VectorPath } from "../src/map/vectorpath";

const context = (): VectorContext => {
  const vector = new VectorContext((text) => text.length * 7);
  vector.enter("points");
  return vector;
};
const written = (vector: VectorContext): string => vector.write(100, 50, "A title", "A credit");

describe("colours of a picture", () => {
  it("are such as SVG 1.1 knows, with the opacity apart", () => {
    expect(solid("#0072b2")).toEqual(["#0072b2", 1]);
    expect(solid("rgba(20, 28, 36, .42)")).toEqual(["#141c24", 0.42]);
    expect(solid("rgb(255 255 255 / 50%)")).toEqual(["#ffffff", 0.5]);
    expect(solid("#0000ff80")[0]).toBe("#0000ff");
    expect(solid("transparent")[1]).toBe(0);
  });
});

describe("a picture's text", () => {
  it("is escaped, and loses what XML cannot carry", () => {
    expect(escapeXml('<b a="1">&\u0000\u0008\ud800 한국 🚢\n')).toBe("&lt;b a=&quot;1&quot;&gt;&amp; 한국 🚢\n");
  });

  it("stands on its letters' own baseline, with its font, size and anchor said", () => {
    const vector = context();
    vector.font = '700 20px "Noto Sans", Arial';
    vector.textAlign = "center";
    vector.textBaseline = "middle";
    vector.fillText("Tom & <Jerry>", 10, 20);

    expect(written(vector)).toContain(
      `<text x="10" y="27" font-family="'Noto Sans', Arial" font-size="20" font-weight="700" text-anchor="middle" fill="#000000">Tom &amp; &lt;Jerry&gt;</text>`,
    );
  });
});

describe("a picture's shapes", () => {
  it("are circles where they are whole, arcs where they are not", () => {
    const vector = context();
    vector.beginPath();
    vector.arc(10, 10, 4, 0, 2 * Math.PI);
    vector.fill();
    vector.beginPath();
    vector.arc(0, 0, 10, 0, 1.5 * Math.PI);
    vector.stroke();

    expect(written(vector)).toContain('<circle cx="10" cy="10" r="4" fill="#000000"/>');
    expect(written(vector)).toContain('d="M10 0A10 10 0 1 1 0 -10" fill="none" stroke="#000000" stroke-width="1"');
  });

  it("move, turn and grow with what is around them, and come back", () => {
    const vector = context();
    vector.save();
    vector.translate(100, 0);
    vector.rotate(Math.PI / 2);
    vector.scale(2, 2);
    vector.setLineDash([1, 2]);
    vector.beginPath();
    vector.moveTo(0, 0);
    vector.lineTo(5, 0);
    vector.stroke();
    vector.restore();
    vector.fillRect(1, 2, 3, 4);

    expect(written(vector)).toContain('<path d="M100 0L100 10" fill="none" stroke="#000000" stroke-width="2" stroke-dasharray="2 4"/>');
    expect(written(vector)).toContain('<path d="M1 2L4 2L4 6L1 6Z" fill="#000000"/>');
  });

  it("leave out the steps that are too short to be written", () => {
    const vector = context();
    vector.beginPath();
    vector.moveTo(0, 0);
    for (let i = 1; i < 100; i++) vector.lineTo(i * 1e-5, 0);
    vector.lineTo(1, 0);
    vector.stroke();

    expect(written(vector)).toContain('d="M0 0L1 0"');
  });

  it("take the paths that they can read, and say which they cannot", () => {
    const vector = context();
    const path = new VectorPath();
    path.rect(0, 0, 1, 1);
    vector.clip(path, "evenodd");
    vector.fill(path, "evenodd");

    expect(written(vector)).toMatch(/<clipPath id="clip-1"><path d="M0 0L1 0L1 1L0 1Z" clip-rule="evenodd"\/><\/clipPath>/);
    expect(written(vector)).toContain('fill-rule="evenodd" clip-path="url(#clip-1)"/>');
    expect(() => vector.fill({} as Path2D)).toThrow(/newPath/);
  });
});

describe("a picture's groups", () => {
  it("stand in the order in which they were first entered, each once, the empty ones left out", () => {
    const vector = context();
    for (const name of ["points", "labels", "empty", "points"]) {
      vector.enter(name);
      if (name !== "empty") vector.fillRect(0, 0, 1, 1);
    }

    expect([...written(vector).matchAll(/<g id="(\w+)"/g)].map(([, name]) => name)).toEqual(["points", "labels"]);
  });

  it("may be seen within a frame only", () => {
    const vector = context();
    vector.frame(0, 0, 50, 50);
    vector.enter("basemap");
    vector.fillRect(-10, -10, 200, 200);
    vector.unframe();
    vector.enter("key");
    vector.fillRect(0, 60, 1, 1);

    expect(written(vector)).toContain('<g id="basemap" clip-path="url(#frame)">');
    expect(written(vector)).toContain('<g id="key">');
  });
});
