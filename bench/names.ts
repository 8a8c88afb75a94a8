/** Names of companies that do not exist: plausible, unlike every word the bot knows, and some very like each other. */
import { normalise } from '../src/language/normalise.ts';
import { soundOf, syllables } from '../src/language/pinyin.ts';
import { between, pick, type Random } from './random.ts';

export type CompanyName = {
  readonly zh: string;
  readonly en: string;
  /** The short name in each language, and the ticker. */
  readonly aliases: readonly [zh: string, en: string, ticker: string];
};

export type NamerOptions = {
  readonly random: Random;
  /** Words that mean something already: no name is one of them, nor sounds like one that is a Chinese name. */
  readonly words: Iterable<string>;
  /** Names that some of the new ones differ from in one character, letter or syllable. */
  readonly models: readonly string[];
  /** Texts in which no new name may stand. */
  readonly apart: readonly string[];
};

const HAN = [
  ...'芯微瀚晟睿泓澜烁昱峻岚翎骁珩琪瑾璟铂锐钧铭锋鑫辰星宇航拓翼腾驰骏骐麟鲲鹏鸿雁鹰隼凌峰岳嵩恒衡泰安康宁和谐润泽沛涵渊淼瀛沧浩汇聚',
  ...'源启明曜炬煜炫灿烨焱烽旭昇晖晗曦朗清澄湛蓝青碧翠墨玄黎曙晨夕朝暮云霄霆雷霖露霜雪冰凝固坤乾元亨利贞德信诚义仁礼智勇毅卓越凡奇妙灵犀通达',
  ...'广博深厚远高翔飞跃奔腾普华盛昌隆兴旺荣耀辉煌锦绣天海江河湖川洋波涛潮汐硅晶珠玉石磐岩矩阵量维格栅桥枢纽弦音律韵梵禾穗谷森林木桐楠柏松',
];
const ZH_SUFFIXES =
  '科技 半导体 微电子 集成电路 智能 电子 光电 芯片 信息 计算 微系统 算力 智算 存储 通信 精密 材料 装备 传感 封测'.split(
    ' ',
  );
const EN_SUFFIXES =
  'Technology,Semiconductor,Microelectronics,Circuits,Intelligence,Electronics,Photonics,Devices,Systems,Computing,Microsystems,Silicon,Logic,Memory,Networks,Precision,Materials,Instruments,Sensors,Packaging'.split(
    ',',
  );
const EN_STARTS =
  'al an ar as bel bor cal cam cor cy da del dra el en ex fal fen gal gra hal hex il in jor kel kor lan len lu mag mer mi mo nal nex nor or pal per qua ral ren sal sen sil sol tal ten tor ul van ver vi vol wex xan yor zel zen'.split(
    ' ',
  );
const EN_MIDDLES =
  'ba be bri ca ce co da de dri fa fe ga gi ka ki la le li lo ma me mi na ne ni no pa pe pi ra re ri ro sa se si so ta te ti to va ve vi za ze'.split(
    ' ',
  );
const EN_ENDS =
  'con dal dex dia don gen gon kor lan len lix lon mar max mex mon nar nex nia nix non ra rex ria ris rix ron sor ta tek tex tia tor tran tris trix tron va vex via vix von xa xis zar zon'.split(
    ' ',
  );
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
const BOARDS = ['SH', 'SZ', 'HK'];
/** So many tries at a free name before it is made longer. */
const TRIES = 12;

/** What a company is called, one after the other; no name, short name or ticker is given twice. */
export function createNamer({ random, words, models, apart }: NamerOptions): () => CompanyName {
  const taken = createTaken(words, apart);
  const zhModels = models.filter((name) => /^\p{Script=Han}{2,4}$/u.test(name));
  const enModels = models.filter((name) => /^[A-Za-z][a-z]*[A-Za-z][a-z]+$/.test(name) && name.length > 4);
  const zhMade: string[] = [];
  const enMade: string[] = [];
  const free = (make: (tries: number) => string, suffixes: readonly string[], gap: string) => {
    for (let tries = 0; ; tries++) {
      const brand = make(tries);
      const full = `${brand}${gap}${pick(random, suffixes)}`;
      if (taken.isFree(brand) && taken.isFree(full)) {
        taken.add(brand);
        taken.add(full);
        return { brand, full };
      }
    }
  };
  return () => {
    const zh = free((tries) => zhBrand({ random, models: zhModels, made: zhMade, tries }), ZH_SUFFIXES, '');
    const en = free(
      (tries) => enBrand({ random, models: enModels, made: enMade, tries }, zh.brand),
      EN_SUFFIXES,
      ' ',
    );
    zhMade.push(zh.brand);
    enMade.push(en.brand);
    return { zh: zh.full, en: en.full, aliases: [zh.brand, en.brand, ticker(random, taken)] };
  };
}

type Taken = { isFree(name: string): boolean; add(name: string): void };

function createTaken(words: Iterable<string>, apart: readonly string[]): Taken {
  const keys = new Set<string>();
  const sounds = new Set<string>();
  for (const word of words) {
    keys.add(keyOf(word));
    if (/^\p{Script=Han}{2,}$/u.test(word)) sounds.add(soundsOf(word));
  }
  const texts = ` ${apart.map(spaced).join(' ')} `;
  return {
    isFree: (name) => {
      if (keys.has(keyOf(name)) || sounds.has(soundsOf(name))) return false;
      const words = spaced(name);
      return !texts.includes(/\p{Script=Han}/u.test(name) ? words : ` ${words} `);
    },
    add: (name) => keys.add(keyOf(name)),
  };
}

/** Names that differ in spaces or marks only are one name. */
function keyOf(name: string): string {
  return normalise(name).replace(/[^\p{L}\p{N}]/gu, '');
}

/** Words of a text with one space between, and Chinese characters apart from Latin letters. */
function spaced(text: string): string {
  return normalise(text)
    .replace(/(\p{Script=Han}+)/gu, ' $1 ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const soundOfCharacter = new Map<string, string>();

function soundsOf(name: string): string {
  return [...name]
    .map((character) => {
      const known = soundOfCharacter.get(character);
      if (known !== undefined) return known;
      const sound = /\p{Script=Han}/u.test(character) ? soundOf(character) : character;
      soundOfCharacter.set(character, sound);
      return sound;
    })
    .join(' ');
}

type Making = {
  readonly random: Random;
  readonly models: readonly string[];
  readonly made: readonly string[];
  readonly tries: number;
};

function zhBrand({ random, models, made, tries }: Making): string {
  const chance = tries > TRIES ? 1 : random();
  if (chance < 0.08 && models.length > 0) return otherCharacter(random, pick(random, models));
  if (chance < 0.3 && made.length > 0) return otherCharacter(random, pick(random, made));
  const length = tries > TRIES ? 4 : random() < 0.3 ? 2 : 3;
  return Array.from({ length }, () => pick(random, HAN)).join('');
}

function otherCharacter(random: Random, name: string): string {
  const characters = [...name];
  characters[between(random, 0, characters.length - 1)] = pick(random, HAN);
  return characters.join('');
}

function enBrand(making: Making, zh: string): string {
  const { random, models, made, tries } = making;
  const chance = tries > TRIES ? 1 : random();
  if (chance < 0.08 && models.length > 0) return otherLetter(random, pick(random, models));
  if (chance < 0.3 && made.length > 0) return otherLetter(random, pick(random, made));
  if (chance < 0.6) return capital(syllables(zh).join(''));
  const middles = tries > TRIES ? 2 : between(random, 0, 1);
  const middle = Array.from({ length: middles }, () => pick(random, EN_MIDDLES)).join('');
  return capital(`${pick(random, EN_STARTS)}${middle}${pick(random, EN_ENDS)}`);
}

/** Another letter, one more or one less, behind the first. */
function otherLetter(random: Random, name: string): string {
  const at = between(random, 1, name.length - 1);
  const letter = pick(random, LETTERS);
  const chance = random();
  if (chance < 0.6) return `${name.slice(0, at)}${letter}${name.slice(at + 1)}`;
  return chance < 0.8 || name.length < 6
    ? `${name.slice(0, at)}${letter}${name.slice(at)}`
    : `${name.slice(0, at)}${name.slice(at + 1)}`;
}

function capital(word: string): string {
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
}

function ticker(random: Random, taken: Taken): string {
  for (;;) {
    const code = `${between(random, 100_000, 999_999)}.${pick(random, BOARDS)}`;
    if (!taken.isFree(code)) continue;
    taken.add(code);
    return code;
  }
}
