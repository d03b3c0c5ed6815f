import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

/** What a person on a slow line waits for, in kilobytes (of 1000 bytes) after gzip. Raise one only with a reason. */
// Roster: 2 kB seal its copy and its marks in the browser, 1 kB keeps a fault within its part.
const limits = { initial: 190, roster: 224, lazy: 60, css: 25, font: 60, letters: 90 } as const;

/** Everything that the page of a roster loads by itself, beyond what every page loads first. */
const rosterRoute = "src/routes/roster.tsx";
const frame = ["src/shell/frame.tsx", "src/shell/strip-menus.tsx"] as const;
const rosterPage = [...frame, rosterRoute] as const;

type Chunk = {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly isDynamicEntry?: boolean;
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
  readonly css?: readonly string[];
  readonly assets?: readonly string[];
};
type Manifest = Readonly<Record<string, Chunk>>;
type Kind = keyof typeof limits;
export type Row = { readonly kind: Kind; readonly name: string; readonly kilobytes: number; readonly ok: boolean };

/** A chunk with everything that must be there before it runs. */
const withStaticImports = (manifest: Manifest, start: readonly string[]): ReadonlySet<string> => {
  const seen = new Set<string>();
  const waiting = [...start];
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    if (seen.has(key)) continue;
    seen.add(key);
    waiting.push(...(manifest[key]?.imports ?? []));
  }
  return seen;
};

const fontsAndStyles = (manifest: Manifest): { fonts: readonly string[]; styles: readonly string[] } => {
  const files = Object.values(manifest).flatMap(({ file, css = [], assets = [] }) => [file, ...css, ...assets]);
  const unique = [...new Set(files)];
  return {
    fonts: unique.filter((file) => /\.(woff2?|ttf|otf)$/.test(file)),
    styles: unique.filter((file) => file.endsWith(".css")),
  };
};

/** Reads a build's manifest and weighs what the browser loads first and what each lazy chunk adds. */
export const measure = (dist: string): readonly Row[] => {
  const manifest = JSON.parse(readFileSync(join(dist, ".vite", "manifest.json"), "utf8")) as Manifest;
  const keys = Object.keys(manifest);
  const zipped = (file: string): number => gzipSync(readFileSync(join(dist, file))).length;
  const scripts = (chunks: Iterable<string>): number => {
    const files = new Set([...chunks].map((key) => manifest[key]?.file ?? "").filter((file) => file.endsWith(".js")));
    return [...files].reduce((sum, file) => sum + zipped(file), 0);
  };
  const row = (kind: Kind, name: string, bytes: number): Row => {
    const kilobytes = bytes / 1000;
    return { kind, name, kilobytes, ok: kilobytes <= limits[kind] };
  };

  const entries = keys.filter((key) => manifest[key]?.isEntry === true);
  if (entries.length === 0) throw new Error("The manifest names no entry: nothing would be measured.");
  const missing = rosterPage.find((key) => manifest[key] === undefined);
  if (missing !== undefined) throw new Error(`The manifest has no ${missing}: the roster would not be measured.`);
  const initial = withStaticImports(manifest, entries);
  // Every page but sign-in stands in the frame, so a page brings what lies beyond it; a dialog, what its page lacks.
  const framed = withStaticImports(manifest, [...entries, ...frame]);
  const added = (key: string): number => {
    const own = [...withStaticImports(manifest, [key])];
    const isFrame = (frame as readonly string[]).includes(key);
    const openers = keys.filter((one) => manifest[one]?.dynamicImports?.includes(key) === true);
    const weights = openers.map((opener) => {
      const there = withStaticImports(manifest, [opener]);
      return scripts(own.filter((one) => !(isFrame ? initial : framed).has(one) && !there.has(one)));
    });
    return Math.max(...weights);
  };
  const lazy = keys
    .filter((key) => manifest[key]?.isDynamicEntry === true && !initial.has(key) && key !== rosterRoute)
    .map((key) => row("lazy", key, added(key)));
  const { fonts, styles } = fontsAndStyles(manifest);
  return [
    row("initial", entries.join(" + "), scripts(initial)),
    row("roster", "the whole page of a roster", scripts(withStaticImports(manifest, [...entries, ...rosterPage]))),
    ...lazy.toSorted((a, b) => b.kilobytes - a.kilobytes),
    row(
      "css",
      `${styles.length} files`,
      styles.reduce((sum, file) => sum + zipped(file), 0),
    ),
    // A font is compressed as it is. Every page needs the Latin one; others are fetched when one of their letters occurs.
    ...fonts.map((file) =>
      row(/latin-wght/.test(file) ? "font" : "letters", file, readFileSync(join(dist, file)).length),
    ),
  ];
};

export const table = (rows: readonly Row[]): string =>
  rows
    .map(({ kind, name, kilobytes, ok }) =>
      [ok ? "ok  " : "OVER", kind.padEnd(7), `${kilobytes.toFixed(1).padStart(6)} of ${limits[kind]} kB`, name].join(
        "  ",
      ),
    )
    .join("\n");

const main = (dist: string): boolean => {
  if (!existsSync(join(dist, ".vite", "manifest.json"))) {
    console.error(`No manifest in ${dist}: build the web app first, with build.manifest switched on.`);
    return false;
  }
  const rows = measure(dist);
  console.log(table(rows));
  return rows.every(({ ok }) => ok);
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const dist = process.argv[2] ?? fileURLToPath(new URL("../apps/web/dist", import.meta.url));
  process.exitCode = main(resolve(dist)) ? 0 : 1;
}
