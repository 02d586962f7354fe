/* The length of an essay in characters, by the rule in essays/count_rule.json: the same file that
   essays/counting.py reads on the server. Nothing about the rule may be written here. */

const signs = (ranges) => ranges.map(([first, last]) => `\\u{${first}}-\\u{${last}}`).join("");

/** The function that counts the lines of a text that hold something, as a poem's are counted. */
export function lineCounterOf(rule) {
  const empty = new RegExp(`^[${signs(rule.empty)}]*$`, "u");
  return (text) => text.split("\n").filter((line) => !empty.test(line)).length;
}

/** The function that counts a text by a rule. */
export function counterOf(rule) {
  const blank = new RegExp(`${rule.keycap}|[${signs(rule.blank)}]`, "gu");
  const ignored = new RegExp(`[${signs(rule.ignored)}]`, "gu");
  const part = `[${signs(rule.word)}][${signs(rule.word)}${signs(rule.marks)}]*`;
  const counted = new RegExp(`[${signs(rule.each)}]|${part}(?:[${signs(rule.joiners)}]${part})*`, "gu");
  return (text) => {
    const seen = text.replace(blank, " ").replace(ignored, "").normalize("NFKC");
    let count = 0;
    for (const _ of seen.matchAll(counted)) count += 1;
    return count;
  };
}

/** Fetches the rule at `address` and answers its counting functions. */
export async function loadCounters(address) {
  const rule = await (await fetch(address)).json();
  return { characters: counterOf(rule), lines: lineCounterOf(rule) };
}
