/** The words in which targets are written: relations (不低于, 以上), approximations and units of measure. */
import type { Operator } from './filing.ts'

type Relations = readonly (readonly [operator: Operator, wordings: readonly string[]])[]

/** Signs and words that stand before the figure. */
const relationsBefore: Relations = [
  [
    '>=',
    ['≥', '>=', '=>', '≥=', '≮', '大于等于', '大于或等于', '高于等于', '高于或等于', '不低于', '不少于'],
  ],
  [
    '>=',
    [
      '不小于',
      '不得低于',
      '不得少于',
      '不得小于',
      '不能低于',
      '应不低于',
      '应不少于',
      '至少',
      '最低',
      '最少',
    ],
  ],
  [
    '<=',
    ['≤', '<=', '=<', '≤=', '≯', '小于等于', '小于或等于', '低于等于', '低于或等于', '不高于', '不超过'],
  ],
  [
    '<=',
    ['不大于', '不多于', '不得高于', '不得超过', '不得大于', '不得多于', '不能超过', '应不超过', '应不高于'],
  ],
  ['<=', ['至多', '最多', '最高', '控制在', '不超']],
  ['>', ['>', '大于', '高于', '超过', '多于', '超出']],
  ['<', ['<', '小于', '低于', '少于', '不足', '不满', '未满']],
  ['=', ['=', '==', '等于']],
]

/**
 * Words that stand behind the figure. 以上, 以下 and 以内 include the figure itself, by the Civil Code of the PRC,
 * article 1259 (民法典第一千二百五十九条).
 */
const relationsBehind: Relations = [
  ['>=', ['及其以上', '及以上', '或以上', '和以上', '含以上', '以上']],
  ['<=', ['及其以下', '及以下', '或以下', '和以下', '含以下', '以下', '及以内', '以内', '之内', '内']],
]

const approximatelyBefore = /^(?:≈|大约|大概|约|近|预计)/
const approximatelyBehind = /(?:左右|上下)$/

const multiples = '(?:十|百|千|万|十万|百万|千万|亿)'

const measureWords = `
人次 人天 人日 人月 人年 户次 场次 车次 班次 架次 台次 件次 点次 期次 课次 辆次 项次 家次 学时 课时 学分
个 人 名 位 户 家 所 间 座 栋 幢 处 点 片 块 套 台 部 辆 架 艘 只 头 匹 条 根 支 株 棵 份 本 册 卷 篇 页 张 幅
件 项 宗 起 批 次 场 期 届 轮 回 遍 班 组 队 门 节 讲 堂 课 题 道 字 首 集 档 类 种 款 例 床 瓶 盒 箱 袋 包 桶 笔
单 层 路 站 口 扇 盏 面 枚 把 颗 粒 对 副 剂 针 羽 村 镇 乡 街道 社区 县 校 倍 成 折 级 星 分 元 角 美元 岁 度
吨 公斤 千克 克 斤 毫克 升 毫升 立方米 立方 平方米 平方公里 平方千米 平米 平方 亩 公顷 米 厘米 毫米 公里 千米
千瓦时 千瓦 兆瓦 兆 个百分点 百分点`
  .trim()
  .split(/\s+/)

const timeWords =
  '秒 分钟 小时 个小时 天 日 工作日 个工作日 周 个星期 星期 个月 月 个季度 季度 年 个年度'.split(' ')

const symbols = `
% ‰ ℃ °C ㎡ ㎥ km² m² m³ m2 m3 PB TB GB MB KB Gbps Mbps Kbps Gb Mb mm cm dm km m kg mg g t ml L kWh MWh kW MW
kVA Hz dB ppm min ms h s ug μg KM KG`
  .trim()
  .split(/\s+/)

/** A measure word counted by occasions takes 次 behind it: 批次, 册次, 剂次. */
const unitWord = `${multiples}?(?:${alternatives([...measureWords, ...timeWords])})次?`
const oneUnit = `(?:${unitWord}|${multiples}|${alternatives(symbols)})`
const wholeUnit = new RegExp(`^${oneUnit}(?:[/·]${oneUnit})*$`)
const unitAndWords = new RegExp(`^(${unitWord}|${alternatives(symbols)})(.*)$`)
const figureAndUnit = new RegExp(`(?<![A-Za-z\\d.])\\d+(?:\\.\\d+)?\\s*${oneUnit}`)
const timeUnit = new RegExp(`^(?:${alternatives(timeWords)})$`)

const before = relationPattern(relationsBefore, (words) => `^(${words})`)
const behind = relationPattern(relationsBehind, (words) => `(${words})$`)

/** The relation that the text opens with, and what follows; null where it opens with none. */
export function relationBefore(text: string): { operator: Operator; rest: string } | null {
  const found = before(text)
  return found && { operator: found.operator, rest: text.slice(found.words.length) }
}

/** The relation that the text ends with, and what precedes it; null where it ends with none. */
export function relationBehind(text: string): { operator: Operator; rest: string } | null {
  const found = behind(text)
  return found && { operator: found.operator, rest: text.slice(0, text.length - found.words.length) }
}

/** Every place of a text where a relation is followed by a digit: `达标率≥95%` has one, at 3. */
export function relationsWithin(text: string): readonly number[] {
  return [...text.matchAll(relationThenFigure)].map((match) => match.index)
}

/** The text without 约 or 左右, and whether it had one. */
export function withoutApproximation(text: string): { approximate: boolean; rest: string } {
  const rest = text.replace(approximatelyBefore, '').replace(approximatelyBehind, '')
  return { approximate: rest.length !== text.length, rest }
}

/** Whether the text is a unit of measure and nothing else: `%`, `万人次`, `次/月`. */
export function isKnownUnit(text: string): boolean {
  return wholeUnit.test(text)
}

/** Whether the unit is one of time: `3年` followed by words is rather a name than a quantity. */
export function isTimeUnit(unit: string): boolean {
  return timeUnit.test(unit)
}

/** `篇论文` is the unit 篇 and the words 论文; null where the text opens with no known unit. */
export function unitThenWords(text: string): { unit: string; words: string } | null {
  const parts = unitAndWords.exec(text)
  return parts?.[1] === undefined ? null : { unit: parts[1], words: parts[2] ?? '' }
}

/** Whether somewhere in the text a digit stands before a known unit. */
export function hasFigureWithUnit(text: string): boolean {
  return figureAndUnit.test(text)
}

const relationThenFigure = new RegExp(
  `(?:${alternatives(relationsBefore.flatMap(([, wordings]) => wordings))})\\s*(?=[-+]?\\d)`,
  'g',
)

function relationPattern(relations: Relations, pattern: (words: string) => string) {
  const operators = new Map(
    relations.flatMap(([operator, wordings]) => wordings.map((words) => [words, operator] as const)),
  )
  const regex = new RegExp(pattern(alternatives([...operators.keys()])))
  return (text: string): { operator: Operator; words: string } | null => {
    const words = regex.exec(text)?.[1]
    const operator = words === undefined ? undefined : operators.get(words)
    return words === undefined || operator === undefined ? null : { operator, words }
  }
}

/** A pattern that tries the longest wording first, so that 不低于 is not read as 低于. */
function alternatives(words: readonly string[]): string {
  return [...words]
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
    .join('|')
}
