// A JSON list of texts -> a JSON list of the texts as typograf sets them: node typograf.mjs < texts.json
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const Typograf = createRequire(process.cwd() + "/")("typograf");
const russian = new Typograf({ locale: ["ru", "en-US"] });
process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map((text) => russian.execute(text))));
