/**
 * Words that make another quantity of a figure, or another thing of a name: written by people who know what they
 * would change, not taken from the bot's vocabulary. A question with one of them has no answer among the figures.
 */

/** Right before the measure: 毛利润 is not 利润, gross profit is not profit. */
export const BEFORE_MEASURE = {
  zh: list(`
    毛 扣非 扣非后 税前 人均 户均 月均 日均 平均 行业平均 同业平均 同业 同行 竞争对手 海外 境外 国外 出口 日本 韩国 印度 欧洲 东南亚
    台湾地区 中东 非洲 拉美 德国 深圳 杭州 武汉 游戏 游戏业务 汽车 车载 汽车业务 手机业务 存储业务 光模块 软件 软件业务 服务业务
    授权 专利授权 广告 云服务 子公司 母公司 孙公司 合资公司 关联交易 经营性 非经常性 调整后 剔除股权激励后 不含税 递延 预收 每股
    单台 单片 每名员工 每平方米 中位数 环比 首日 盘中 分红 商誉 存货 补贴后 政府采购 军工 医疗 教育 银行业 线上 线下 渠道 经销商
    代理商 二手 翻新 散装 假冒 走私 退货 保修 试产 工程样片 学生 女性 博士 外籍 少数股东 优先股 可转债 债务 利息 租赁 售后回租
    碳排放 用电 耗水 食堂 差旅 工会 捐赠 罚款 诉讼 保险 广告位 直播 短视频 电竞 农业 物流 航天 卫星 机器人 无人机 家电 矿机
  `),
  en: list(`
    gross operating pre-tax adjusted average median mean per-employee per-share per-capita quarterly-average overseas foreign export
    Japanese Korean Indian European German Taiwanese African Brazilian gaming automotive smartphone memory storage optical networking
    software services licensing patent advertising subscription wholesale subsidiary parent affiliate joint-venture related-party
    recurring organic restated pro-forma constant-currency deferred prepaid diluted dividend goodwill inventory warranty lease
    maintenance military medical education banking online offline refurbished counterfeit smuggled sample pilot student
    female overtime minority preferred-stock convertible-bond interest-bearing insurance litigation carbon electricity water cafeteria travel charity
    robotics drone satellite aerospace farming logistics esports streaming podcast crypto mining-rig television camera printer
  `),
} as const;

/** After everything else. */
export const AT_THE_END = {
  zh: list(`
    在日本 在欧洲 在印度 在美国以外 在东南亚 在台湾 在香港 在深圳 按人均算 按每股算 按不变汇率算 按购买力平价 扣除通胀后 扣除政府补贴后 扣除税费
    剔除汇率影响 剔除一次性项目 同业平均 的行业平均 的中位数 的子公司 的竞争对手 的供应商的 的董事长个人 折合日元 折合欧元 折合比特币 折合港币
    除以员工人数 每平方米 每分钟 游戏部门 汽车部门 手机部门 海外部门 不含子公司 合并子公司之前 审计调整后 如果没有制裁 如果没有补贴
  `),
  en: list(`
    in Japan|in Europe|in India|in Germany|in Taiwan|in Hong Kong|in Africa|outside Asia|outside the US|per employee|per share|per customer|per engineer|per day|per square metre|
    excluding tax|excluding subsidies|excluding one-off items|excluding stock compensation|excluding subsidiaries|before taxes|after inflation|at constant currency|in yen|in euros|in bitcoin|
    in Hong Kong dollars|on average|for the gaming division|for the automotive division|for the software business|for its subsidiary|at its parent company|from licensing|from exports|
    from government contracts|among women|among students|without sanctions|without the subsidies|adjusted for inflation|on a pro forma basis|for its rivals|for its suppliers|of the chairman personally
  `),
} as const;

/** Right after the name: Huawei's subsidiary is not Huawei. */
export const AFTER_NAME = {
  zh: list(`
    子公司 旗下子公司 母公司 的供应商 的竞争对手 的客户 的经销商 的日本分公司 的美国分公司 的深圳分公司 的基金会 的创始人家族 游戏事业部 汽车事业部 手机事业部 云事业部
    的前员工 的员工 的工会 的审计师 的保险公司 的孵化器 的合资公司 的食堂 的校友会 的教育基金 的足球队
  `),
  en: list(`
    's subsidiary|'s parent company|'s suppliers|'s competitors|'s rivals|'s customers|'s distributors|'s Japanese branch|'s German branch|'s foundation|'s founder's family|'s gaming division|
    's automotive division|'s phone division|'s cloud arm|'s former employees|'s employees|'s union|'s auditor|'s insurer|'s incubator|'s joint venture|'s cafeteria|'s alumni|'s football team
  `),
} as const;

/** Companies and products of which there is no figure, real and invented. */
export const OTHER_NAMES = {
  zh: list(`
    天数智芯 摩尔精英 景嘉微 龙芯 兆芯 平头哥 昆仑芯 地平线 黑芝麻智能 紫光展锐 长江存储 长鑫存储 联发科 台积电 三星 高通 博通 英特尔 美满电子 软银
    小米 字节跳动 商汤 旷视 依图 比特大陆 嘉楠科技 芯原股份 华大九天 北方华创 极曙芯片 北辉半导 云杉微 青鸾科技 摩尔线缆 沐光科技 壁立科技 海光学
  `),
  en: list(`
    Intel|Qualcomm|Broadcom|TSMC|Samsung|MediaTek|Micron|Graphcore|Cerebras|Groq|Tenstorrent|SambaNova|Marvell|Arm|Apple|Tesla|Xiaomi|Horizon Robotics|Loongson|Zhaoxin|Kunlunxin|T-Head|
    Jingjia Micro|Iluvatar|Bitmain|Canaan|Aurora Silicon|Borealis Chips|Moore Industries|Metalix|Birch Technology|Enflux|Hyperion|Cambrian Devices
  `),
} as const;

/** Separated by bars where there are any, else by blanks. */
function list(text: string): readonly string[] {
  const parts = text.includes('|') ? text.split('|') : text.split(/\s+/);
  return parts.map((part) => part.trim()).filter(Boolean);
}
