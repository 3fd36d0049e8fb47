// Plain CommonJS of 2015, so that even an old Node can say this sentence.
var wanted = [20, 19];
var have = process.versions.node.split(".").map(Number);
if (have[0] < wanted[0] || (have[0] === wanted[0] && have[1] < wanted[1])) {
  console.error(
    "interleave needs Node " +
      wanted.join(".") +
      " or newer, got " +
      process.versions.node +
      ". Try: nvm install 20",
  );
  process.exit(2);
}
