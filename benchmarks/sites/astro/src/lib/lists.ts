// The articles, newest first, and the lists that hold them.
import { getCollection } from "astro:content";

export const PAGE = 20;
const LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя";
const LATIN = "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch - y - e iu ia".split(" ");

const latin = (letter: string) => (LETTERS.includes(letter) ? LATIN[LETTERS.indexOf(letter)].replace("-", "") : letter);

export const slug = (name: string) => [...name.toLowerCase()].map(latin).join("").replaceAll(" ", "-");

export type List = { base: string; title: string; articles: any[] };

const list = (base: string, title: string): List => ({ base, title, articles: [] });

async function found(): Promise<List[]> {
  const all = (await getCollection("articles")).sort((a, b) => +new Date(b.data.date) - +new Date(a.data.date));
  const lists = new Map([["", { ...list("", "Проба"), articles: all }]]);
  for (const each of all) {
    for (const kind of ["tags", "topics"]) {
      for (const name of each.data[kind]) {
        const base = `${kind}/${slug(name)}`;
        if (!lists.has(base)) lists.set(base, list(base, name));
        lists.get(base)!.articles.push(each);
      }
    }
  }
  return [...lists.values()];
}

let kept: Promise<List[]> | undefined;

export const lists = () => (kept ??= found());
