// Mistakes alone; how the style sheets are laid out is nobody's business here.
export default {
  extends: ["stylelint-config-recommended"],
};
