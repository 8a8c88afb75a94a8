/** What is said to the bot itself, or asks for advice: no fact answers it, though words of it stand in some. */

/** Of a whole normalised question without its last mark. */
const TO_THE_BOT =
  /^(?:help|who (?:are|made|created|built|developed|trained|wrote) you|what are you|are you (?:a |an )?(?:bot|human|ai|llm|chatgpt)|what can you do|what can i ask|how do i use this|where does your data come from|帮助|说明|怎么用|怎么问|怎么提问|(?:你)?能做什么|(?:我)?能问什么|可以问什么|你是(?:谁|什么|机器人吗|人吗|ai吗)|(?:是)?谁(?:做|开发|创造|制作|写|训练)的?(?:的)?你|你是谁(?:做|开发|创造|制作|写)的|你的?数据(?:是)?从哪(?:儿|里)?来的?|数据从哪(?:儿|里)?来的?)$/u;

/** Whether to buy, sell or hold shares. Whether a chip can be bought is a question that facts may answer. */
const ADVICE =
  /\b(?:should|shall) (?:i|we|one) (?:\w+ ){0,2}(?:buy|sell|hold|invest|short)\b.*\b(?:stocks?|shares?|ipo)\b|\b(?:good|right) time to (?:buy|sell|short)\b.*\b(?:stocks?|shares?)\b|(?:该不该|要不要|应不应该|能不能|值不值得|值得|可以|建议|推荐|适合).{0,6}(?:买入?|卖出?|投资|持有|抄底|加仓).{0,14}(?:股票?|股份|基金)|(?:买|卖|投资|持有|抄底|加仓).{1,14}(?:股票?|股份|基金).{0,4}(?:好吗|好不好|怎么样|行吗|合适吗|划算吗|吗)$/u;

export type NotAsked = 'to-the-bot' | 'advice';

/** @param text normalised. Null for a question that facts may answer. */
export function notAskedOfFacts(text: string): NotAsked | null {
  const bare = text.replace(/[\s\p{P}]+$/u, '');
  if (bare.length <= LONGEST && TO_THE_BOT.test(bare)) return 'to-the-bot';
  return ADVICE.test(bare) ? 'advice' : null;
}

const LONGEST = 40;
