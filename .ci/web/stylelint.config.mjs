// Mistakes alone; how the style sheets are laid out is nobody's business here.
export default {
  extends: ["stylelint-config-recommended"],
  rules: {
    // Nested rules stand where they belong; layers settle what wins between files.
    "no-descending-specificity": null,
  },
};
