import { importMap } from "./import-map.js";
import { noCutText } from "./no-cut-text.js";
import { noNowInDomain } from "./no-now-in-domain.js";
import { noRawSql } from "./no-raw-sql.js";
import { outputEverywhere } from "./output-everywhere.js";

/** The linter loads a plugin by its default export. */
export default {
  meta: { name: "handrail" },
  rules: {
    "import-map": importMap,
    "no-cut-text": noCutText,
    "no-now-in-domain": noNowInDomain,
    "no-raw-sql": noRawSql,
    "output-everywhere": outputEverywhere,
  },
};
