/** Words that tell what an indicator measures and what a label is, as such forms all over the country write them. */

/**
 * Kinds of indicators in the order in which forms list them: quantity, quality, timeliness, cost
 * (the common indicators of 财预〔2013〕53号 and the order 数量、质量、时效、成本 of 财预〔2020〕10号).
 */
export const kindsInOrder = ['quantity', 'quality', 'timeliness', 'cost'] as const
export type IndicatorKind = (typeof kindsInOrder)[number]

export const timelinessName = /及时|时效|按时|按期|准时|如期|时限|完成时间/
export const costName = /成本|单价|费用控制|经费控制/
export const quantityName = /数量|次数|场次|人次|人数|条数|份数|个数|面积|规模|期数|篇数|户数|里程|数$/
export const qualityName = /[率度性]$|合格|达标/

/** Indicator names usually end so; values do not. */
export const nameEnding = /[率度性数量额次]$|满意度|情况|工作$|服务$|机制$/

/** A word that ends names; its beginning ends none, and its end is none. */
export const SATISFACTION = '满意度'

/** A key task is work to be done: its label begins with what is done. */
export const actionVerb =
  /^(?:承担|保障|开展|推进|举办|组织|实施|完成|做好|加强|建设|提升|落实|负责|推动|深化|加快|构建|强化|打造|优化|统筹|推广|维护|管理|编制|制定|承办|持续|抓好|确保|支持|参与|配合|培育|改造|新建|举行|指导|协调|监督)/

/** Where a target's value comes from is named by a kind of paper. */
export const evidencePaper = /文件|资料|报告|记录|合同|凭证|数据|台账|问卷|通知|协议|方案|清单|报表|采集/
