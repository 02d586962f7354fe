// Mistakes alone. Scripts of the site are modules; the theme runs before the first paint, in whatever
// browser there is; the worker runs by itself.
import js from "@eslint/js";
import globals from "globals";

const UNUSED = { argsIgnorePattern: "^_", varsIgnorePattern: "^_", destructuredArrayIgnorePattern: "^_" };

export default [
  { ignores: ["site/static/vendor/**"] },
  {
    ...js.configs.recommended,
    files: ["site/static/js/**/*.js"],
    languageOptions: { ecmaVersion: 2024, sourceType: "module", globals: globals.browser },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      ...js.configs.recommended.rules,
      eqeqeq: "error",
      "no-var": "error",
      "prefer-const": "error",
      "no-unused-vars": ["error", UNUSED],
      "no-control-regex": "off", // what people paste holds such characters
    },
  },
  {
    files: ["site/static/js/theme.js"],
    languageOptions: { sourceType: "script" },
    rules: { "no-var": "off", "no-unused-vars": ["error", { caughtErrors: "none" }] },
  },
  {
    files: ["site/static/js/desk_worker.js"],
    languageOptions: { sourceType: "script", globals: globals.serviceworker },
  },
  {
    files: ["site/static/js/timetable.js"],
    languageOptions: { globals: { Sortable: "readonly" } },
  },
];
