// Mistakes alone. Scripts of the site are modules; the theme runs before the first paint, the worker by itself.
import js from "@eslint/js";
import globals from "globals";

const SCRIPTS = ["site/static/js/theme.js"];
const WORKERS = ["site/static/js/desk_worker.js"];

export default [
  { ignores: ["site/static/vendor/**"] },
  {
    ...js.configs.recommended,
    files: ["site/static/js/**/*.js"],
    languageOptions: { ecmaVersion: 2024, sourceType: "module", globals: globals.browser },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: { ...js.configs.recommended.rules, eqeqeq: "error", "no-var": "error", "prefer-const": "error" },
  },
  { files: SCRIPTS, languageOptions: { sourceType: "script" } },
  { files: WORKERS, languageOptions: { sourceType: "script", globals: globals.serviceworker } },
];
