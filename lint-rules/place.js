import { dirname, relative, resolve, sep } from "node:path";

/** The plugin lies one folder below the root, whichever folder the linter or the editor was started in. */
export const root = resolve(import.meta.dirname, "..");

const fromRoot = (path) => relative(root, path).split(sep).join("/");

/** Where a file stands: its path from the root, its package (or undefined), and whether it is a test. */
export const placeOf = (filename) => {
  const file = fromRoot(filename);
  const [top, name, inside] = file.split("/");
  const home = (top === "apps" || top === "packages") && name !== undefined ? `${top}/${name}` : undefined;
  return { file, home, shipped: home !== undefined && inside === "src", test: isTest(file) };
};

/** Tests and the code that only tests and benchmarks run. */
const isTest = (file) => /\.(test|fixture)\.[jt]sx?$|(^|\/)(testing|bench|e2e|test)(\/|\.ts$)/.test(file);

/** The path from the root that a relative import means; `?url` and its like are a bundler's business. */
export const targetOf = (filename, source) => fromRoot(resolve(dirname(filename), source.replace(/\?.*$/, "")));

/** `@scope/name/deep` and `name/deep` to the package's name. */
export const packageOf = (source) => source.split("/", source.startsWith("@") ? 2 : 1).join("/");
