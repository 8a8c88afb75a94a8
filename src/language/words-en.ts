/** English words of questions. Matched by stem: `show` stands for shows, showed, showing. */
import { NEUTRAL_EN } from './neutral-en.ts';
import type { LanguageWords } from './words.ts';

const list = (text: string): string[] =>
  text
    .split(/[\n;]/)
    .map((part) => part.trim())
    .filter(Boolean);
const words = (text: string): string[] => text.split(/\s+/).filter(Boolean);

export const EN: LanguageWords = {
  operations: {
    series: list(
      'each year; every year; every single year; year by year; by year; per year; annually; annual; yearly; over the years; over time; trend; trends; trajectory; history; timeline; track record; evolution; evolve; changed over; breakdown; break down; respectively; all years; all periods; quarter by quarter; list; across the years; before and after; year on year; how has; how have; how did',
    ),
    compare: list(
      'above or below; below or above; more or less than; higher or lower; beat; beats; outpace; outgrow; lower or higher; bigger or smaller; faster; slower; quicker; compare; compared; comparison; comparing; versus; vs; against; relative to; than; which is bigger; same thing; the same; which is larger; which is higher; which one; who has; whichever; bigger; larger; higher; greater; smaller; lower; fewer; more; less; ahead; outsold; outperform; side by side; difference between; head to head; or; better; worse; deeper; both',
    ),
    most: list(
      'most; largest; biggest; highest; greatest; maximum; max; worst; peak; top; deepest; heaviest; leader; leads; record high; best; the lion share; bulk; bigger; larger; higher; more; steepest; costliest; priciest; richest; greater; deeper; worse; number one',
    ),
    least: list(
      'least; smallest; lowest; minimum; min; fewest; bottom; mildest; slightest; smaller; lower; less; fewer; shallowest; cheapest; lightest',
    ),
    rank: list(
      'rank; ranking; ranked; order; sort; sorted; league table; leaderboard; top to bottom; from highest to lowest; from largest to smallest',
    ),
    sum: list(
      'adding; taken together; total; totals; in total; sum; sum of; added up; add up; adding up; adds up; altogether; combined; cumulative; cumulatively; overall; aggregate; all together; together; put together; added together; in all; accumulated; plus; add',
    ),
    difference: list(
      'difference; gap; by how much; how much more; how much less; how much bigger; how much higher; how much lower; how much smaller; how much larger; how many more; how many fewer; delta; spread; margin between; swing; how far; how much wider; how much did it change; change; changed; how big a drop; how far apart; minus; subtract; exceed by',
    ),
    growth: list(
      'growth; grow; grew; growing; growth rate; yoy; y/y; y o y; year over year; year-on-year; percent change; percentage change; pct change; increase; percent increase; cagr; compound annual growth; compound annual growth rate; how fast; rate of growth; percent growth; percentage growth; qoq',
    ),
    ratio: list(
      'for each yuan of; for every yuan of; per yuan of; for each dollar of; ratio; multiple; times; how many times; x times; as a multiple of; multiple of; fold; multiplied; multiples',
    ),
    share: list(
      'mix; as a share of; as a percentage of; as a proportion of; as a percent of; what fraction; what proportion; what portion; portion; proportion; fraction; as a percent of; account for; accounts for',
    ),
    points: list('percentage points; percentage point; pct pts; pts; ppts; pp; ppt; how many points'),
    remainder: list(
      'left over; leftover; remaining; remainder; remain; remains; rest; the rest; after deducting; deduct; minus; net of; excluding; left; not enough; add up to less; fall short; falls short; do not add up; does not add up; doesn t add up; shortfall; unallocated; unaccounted for; unexplained; take away; subtract; after subtracting; what is left',
    ),
    average: list(
      'per unit; per chip; per card; per gpu; per piece; per device; per head; per capita; per customer; average; on average; per annum average; averaged; median',
    ),
    rise: list(
      'rise; rises; rising; rose; increase; increased; grow; grew; growing; widen; widened; widening; expand; climb; up; jump; soar; surge; worsen; worsening; deepen; gain; went up; go up; going up; swell; balloon; higher and higher; more and more; double; triple; larger and larger',
    ),
    fall: list(
      'wipe out; wiped out; evaporate; evaporated; fall; fell; falling; fallen; drop; dropped; decline; declined; decrease; decreased; shrink; shrank; narrow; narrowed; narrowing; down; slide; slid; slip; slump; plunge; improve; improved; improving; lessen; went down; go down; going down; dip; erode; eroded; tumble; collapse; dwindle; halve; less and less; cut',
    ),
    'which-year': list(
      'which year; what year; in which year; in what year; which years; which quarter; which fiscal year; what quarter',
    ),
    'which-company': list(
      'which company; which companies; which firm; which firms; what company; what companies; which vendor; which vendors; which maker; which of the two; which of them; which of; which outlet; which institution; which organisation; which organization; which startup; which startups; which players; which bank; which source; what firm; whose',
    ),
    'which-item': list(
      'which; which project; which product; which chip; which one; which ones; which item; which part; which line; which series; what kinds; what kind; which use; which city; which area; which segment; which three; which two; what three',
    ),
    who: list(
      'src; who; whom; who said; according to whom; who says; who claims; who claimed; attributed to; attribution; whose estimate; whose figure; whose number; source; sourced; source for; whose words; who predicted; who forecast; quoted; credited; who is; who was; who are; who were; by whom',
    ),
    when: list(
      'when; what date; which date; on what date; what day; which day; date; which month; what month; what time; how long ago; dated',
    ),
    where: list(
      'where; in which city; what city; which place; what place; whereabouts; location; based; located',
    ),
    reason: list(
      'how did they manage; how did it manage; how did they do it; how did it do it; why; reason; reasons; how come; cause; causes; what caused; because; rationale; due to; what explains; explain; explains; what made; what drove; driver; drivers; motive; what is behind; what was behind; explanation; blame; grounds; justification',
    ),
    count: list('how many; number of; count; how often; how many times; the number of; how many of'),
    confirm: list(
      'is it true; is it correct; is that right; confirm; verify; fact check; isn t it; right; correct; is this true; is this right; am i right; is it the case; yes or no; true or false',
    ),
    not: list(
      'not; no; without; never; neither; none; except; other than; excluding; didn t; hasn t; haven t; isn t; aren t; wasn t; don t; doesn t; didnt; hasnt; havent; isnt; arent; wasnt; dont; doesnt; yet to',
    ),
    actual: list(
      'actual; actually; real; really; realised; realized; in reality; in fact; already; final; true',
    ),
    forecast: list(
      'forecast; forecasts; forecasted; expect; expects; expected; expectation; project; projected; projection; projects; predict; predicted; prediction; estimate; estimated; outlook; will be; will reach; going to be; anticipate; anticipated; guidance; target; by 2028',
    ),
    money: list(
      'how much money; how much cash; how many yuan; how many dollars; how many billion; how many million; what amount; what sum; how many rmb',
    ),
    quantity: list(
      'how much; how many; how big; how large; how high; how low; how deep; what number; what amount; what size; how sizeable',
    ),
    imply: list(
      'imply; implied; implies; work back; working back; back out; backing out; work backwards; derive; infer; reverse engineer',
    ),
    compute: list('extrapolate; run rate; at that pace; at this rate'),
    cumulative: list(
      'cumulative; cumulatively; so far; to date; as of; by the end; by end; through; up to; until; till; end of; in total; all told; altogether; since launch',
    ),
    duration: list(
      'how long; how many months; how many years; how many days; how many weeks; what length of time',
    ),
    pieces: list('how many chips; how many cards; how many gpus; how many units'),
    percent: list(
      'percent; percentage; per cent; pct; what percent; what percentage; what portion; what fraction; what proportion; what stake; how big a stake; how large a stake; size of the stake; what share',
    ),
  },
  neutral: [
    ...NEUTRAL_EN,
    ...words(`
    rates kindly record logic hope feature items item struggle face push pushed measure measures random manage meeting monday tuesday wednesday thursday friday prep prepping memo decide decided once book original pay paid yr yrs convert converted piece pieces unit units account accounts srv cover slice
    a an the this that these those it its itself he she they them their theirs his her hers him you your yours we us our ours i me my mine one ones someone anyone somebody anybody everybody everyone people folks guy guys man dude bro mate sir team
    is are was were be been being am do does did done doing has have had having will would shall should can could may might must ought
    of in on at by for from to with within into onto over under about around between among amid during through throughout per via upon off out up as than then so such and or but nor yet if whether while though although because since until till when where how what which who whom whose why there here
    just only even also too very much many lot lots bit quite rather pretty still already again ever never always often sometimes usually mostly mainly largely generally basically essentially actually really truly literally simply exactly precisely roughly approximately approx about nearly almost some any all each every both either own same other others another else several few more most less least
    money yuan dollars rmb cny usd renminbi bucks amount post author account accounts measure measures random struggle face push pushed manage meeting monday tuesday wednesday thursday friday prep prepping memo decide decided once book original pay paid yr yrs convert converted piece pieces unit units outlet outlets published publish wrote writer reporter journalist paper one two three four five six seven eight nine ten before after everything financial est please pls plz thanks thank thx ty hey hi hello yo ok okay oh ah um well lol lmao haha btw fyi imo afaik idk tbh wtf omg damn hell wow geez yeah yep yup nope sorry kindly cheers asap
    tell show give get got gimme find look looking check checking want wanted need know knew known wonder wondering curious ask asking asked question questions answer reply respond help let lets say saying said says state stated stating mention mentioned mentions call called name named names describe described explain remind quote report reported reports reportedly according accord article story piece news press release text paper coverage read reading heard hear think thought believe guess suppose assume recall remember seem seems seemed appear appears sound sounds like claim claims claimed argue argued suggest suggested note noted write writing wrote written put publish published disclose disclosed reveal revealed announce announced see saw seen
    make made makes making take took takes taken taking go goes went gone going come came comes coming turn turned end ended start started begin began keep kept hold stay become became set put use used using work works worked happen happened happening happens
    figure figures number numbers data stat stats statistic statistics value values amount amounts level levels size scale info information detail details specifics fact facts thing things stuff way ways kind sort type part parts case point
    big large huge high low small little long short good bad great new old recent latest current currently now nowadays today's present presently far near close first last next previous former prior later earlier early late mid final full whole entire overall single alone
    year years month months quarter quarters day days week time times period date fiscal calendar annual annually ago
    company companies firm firms maker makers vendor vendors player players business businesses industry sector corporate corp inc ltd co group outfit
    roughly so-called sounds actual total exact specific particular certain main major key respective various different
    ignore previous instructions instruction prompt system assistant pretend act reply yes no nothing else word words sentence line brief briefly short quick quickly simple simply straight exactly
    vs re eg ie etc aka via nb
    writing wrote piece homework essay memo deck slide model spreadsheet boss colleague friend editor client chat channel group thread forum twitter reddit blog video somewhere anywhere everywhere
    trying try tried sure confused confusing clarify clear settle bet argue argument debate arguing double doublecheck recheck verify sanity
    u ur r n w b c thru cuz coz cos wanna gonna gotta dunno whats wheres hows whos thats theres im ive youre theyre dont doesnt cant wont
    bring brought reach reached reaching hit hits hitting stand stands stood sit sits amount amounts amounted total totaled totalled totalling come
    meanwhile however instead anyway besides hence thus therefore otherwise meaning means mean meant i.e whatever whichever wherever
    possible possibly probably perhaps maybe likely apparently supposedly allegedly presumably obviously clearly certainly definitely indeed
    quite half-remember vague vaguely ballpark precise official officially publicly public
    back away along across behind ahead apart together
    it's that's what's there's who's i'm we're they're don't doesn't didn't isn't aren't wasn't weren't haven't hasn't can't couldn't won't wouldn't i've i'd i'll let's
    `),
    ...list(
      'the pair; the duo; both of them; two of them; at the top; tho; why d; give both rates; growth rates; prospectuses; both prospectuses; teh; hte; adn; fo; taht; waht; wht; wich; rigth; wether; thier; form whom; both rates; give both; the article; this article; the piece; this piece; the report; the story; this story; select from; where name; how come; how do; how does; how is; how was; what is; what was; what are; what were; what did; what does; what do; tell me; give me; show me; let me know; do you know; does anyone know; anyone know; i want to know; i would like to know; i need; can you; could you; would you; in terms of; as of; at the time; at that time; back then; so far; at least; at most; up to; as well as; such as; kind of; sort of; a lot; a bit; by the way; on the record; if any; for example; and so on; as far as; no more; no less; more than; less than; fewer than; over the; in the',
    ),
  ],
  topic: words(
    'chip chips gpu gpus ai accelerator accelerators card cards semiconductor semiconductors processor processors silicon artificial intelligence',
  ),
};
