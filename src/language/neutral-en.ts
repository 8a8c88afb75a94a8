/** English words that never change which figure is asked for, beyond those of `words-en.ts`. Matched by stem. */

const WORDS = `
  absolutely absurd absurdly abundantly accidentally accomplish accordingly accurate achieve acquaint
  adamant additionally admittedly adore afaict aforementioned afraid afresh afternoon aghast aha ahem ahoy
  aint alarm alas albeit alike alleged allude aloud alright alrighty amass amaze amazingly amen amiss
  amusing anecdote annotate annoying anon anyhow anymore apologies apologise appalling appendix
  appropriately apropos arguably aright arise arisen arose array articulate aside assert assure
  astonishing astonishingly astounding atrocious attain attentive aw awaiting aware awesome awfully awhile
  awkward aww aye babe baffle bafflement banter bare bash bazillion befall befell beg behold bemused
  beware bewildered bizarre blah blatant blatantly bleak bless blimey blip bloke bloody blunt bluntly
  blurb boast bogus bonkers boring bother bracket brag bravo breathtaking brill brilliant brochure bruh
  brutal bs buddy bugger bullet bunch bye calmly candidly caption careful carefully casual catchy caught
  caveat cell chalk chaotic chap char chart chatter cheeky chill chime chit chuck chuckle chum circa
  circumstance cite clarification classmate classroom clearer clearest clearheaded clever click clipping
  clue clueless coherent coincidence coincidentally coined colossal column columnist comfortably comically
  compelling comprehend comprehensive concise conclude conclusively concrete confess confident congrats
  congratulations conscious considerable constantly construe context contextual contrarily conveniently
  convey convince copywriter cordially correspond corroborate couldve crank crap crappy crazily credible
  crib crikey crisp crosscheck crucial crux cue curiosity curiously cute dammit dang dare darn dawg
  dazzling dear debunk decent decipher deem deeply deets def deffo defo deliberately delve demonstrate
  denote depict deplorable desk desperate despite devastating dialogue dig dire disappointing disastrous
  discern discover discuss dismal disputed dissertation dizzying doc dodgy donno doubt doubtless downright
  drab draft dramatic drastic dreadful dreadfully drill duh duly dumb dumbfounded dwell dying eager
  earthly easygoing echo eek eerie eh elaborate ello embarrassed embarrassingly emphasise emphasize
  encounter endnote enlighten enormous enquire enquiry entail enthralling epic er era erm erstwhile
  especially everyday evidently exam exasperating exceedingly excerpt excessively excitedly exciting
  exclaim excruciating exhaustive explicit explicitly exquisite extent extremely eye eyebrow fabulous
  faintest fairly faithfully fam familiar famously fancy fantastic farewell fascinated fella ferociously
  fest fetch feverishly ffs fiasco fiddly fierce fishy fittingly flabbergasted flag flaunt fleeting flick
  flummoxed fondly foolish footnote forget forgive forgiven forgot forgotten formidable forthwith frankly
  freakin freaking freaky friendly frustrated fuck fudge fumble fun funnily funny furiously furthermore
  fuss fussy fuzzy fwiw garble gargantuan garner gasp gaze gday geek genius gent gently genuine ghastly
  gibberish gigantic gimmie gist glad gladly glance gleaned glimpse gloomy glorious goddamn goodbye gosh
  gotcha gracious gradually grand grasp grateful gratefully gratitude greatly greetings grim groan grr
  grrr grumble gutted ha haggle hah hair handily handout handy haphazard happily happy harshly hasty hazy
  header headline heap hearsay heartfelt heavens heavily heck hefty heh hehe hellish helppp herein
  hesitant heya highlight highly hilarious hint hiya hm hmm hmmm holy honest honestly honesty hooray
  horrendous horrible horrid horrific horrifying howd howdy huh hullo humble humongous hunch hurry hush
  hysterical iconic icymi idek idiot iffy iinm iirc ikr illustrated imagine immediately immense
  implausible importantly impossibly impress incidentally incredible indicate infamous infobox infographic
  inherently inquire inquiry inquisitive insane insignificant insist instantaneous instantly insufferable
  intriguing invariably involve irl irrespective irritating istg itd jeez jeopardise jesus jfc jittery jk
  joke jokingly jolly jot journalist journo joyfully judge juicy jumbled juncture junk keen keenly kid
  kiddo kinda kindest knack knowingly kudos laconic lad lame lament laugh laughable lazily lazy lecture
  legible legit legitimately lemme lengthy lest listen lmfao lmk lo lofty log lolz lookin loosely loosey
  lord loud loudly lousy love lovingly lowdown lowkey lucid luckily lucky ludicrous lurk lurker
  magnificent mammoth manifestly massive matey mayhap meh memoir merely mess messy meticulous midst
  mightily mightve mildly mind mindblowing miraculous misguided mishmash misinformed misread misremember
  mistake mistaken mistakenly misunderstand misunderstood mmm moan mods moment momentarily mommy moot
  moreover morning motherfucking mumble mundane murky muster mutter myself mysterious mystified myth nah
  naive narrate narrative nasty naturally neat neatly needless nerd nerdy nervously newbie newsletter ngl
  nice nifty nigh nighty nitpick nonetheless nonsense noob noodling notable notch notebook notepad
  noteworthy notorious notwithstanding nudge numb nutshell nvm obscene obscure observe obv obvious
  occasion occasional occur odd oddly ody ofc offhand omfg ominous oof ooh oops openly optimistically
  ordeal otherworldly ouch ourselves outlandish outline outrageous outright outset outta overly overview
  overwhelming overwhelmingly page paltry panic paragraph paraphrase pardon parse passage passing
  passionately pathetic patiently pdf peachy peculiar peculiarly peek peep perceive perfectly perplexed
  persuade pertaining pertinent pesky phenomenal phew phrase pinpoint piqued pitiful placeholder plain
  plainly plausible pleasant pleasantly pleaseee pleasure plenty plight plse plss poignant pointer
  pompously ponder poorly popup portray pose potentially powerpoint praiseworthy preface preposterous
  prettily pristine problematic probs prodigious professor profound profoundly profusely prolific prolly
  promptly pronounced pronouncedly proofread properly proud proudly prove proven punchline puny purely
  purport purportedly puzzle queer queries quibble quickie quiet quietly quip quirk quirky quiz quizzed
  quotation rad radically ragged ramble rant rattled raucous readable reader readily readout reap reassure
  recap recite reckon recollect recount redditor refer referenced reflect refresh regard regardless regret
  regrettable rehash reiterate rejoice relay relevant reluctantly reminiscent remotely rephrase reproduce
  resoundingly respectfully retell retold retrospect revisit rhetorical ridiculous rightly righto rigorous
  rn robust robustly rofl roundabout roundly rubbish rude rumor rumour rundown rusty ruthless sad sadly
  safely sake salient salutations sane savage scant scanty scary sceptical scoop scratch scream screenshot
  scribble script scroll seemingly semester seminar sensational sense sensible serious seriously shabby
  shaky shameful sharply sheepish sheer sheesh shit shitty shocked shockingly shoddy shouldve shout shown
  shrug shucks sick sickening sidebar sidenote sigh sight significantly signify silly similarly simplify
  sincere sis sizable sizeable skeptical sketch sketchy skim slew slowly sluggish sluggishly smh smidge
  smidgen smile smoothly snapshot sneak sneaky snippet sober solemnly somehow someplace something somewhat
  sorely sorta soz speak specify spectacular spectacularly speechless speedily spell spiel spit spite
  splendid splendidly spoke spoken spontaneous spooky spotty spout squarely squint staggering staggeringly
  stark starkly startling startlingly steadfast steadily steeply stellar stern stingy straightaway
  straightforward strange strictly striking strikingly strongly stumble stumped stun stunningly
  stupendous stupid stupidly subpar substantial subtitle succinct succinctly suck summarily summarise
  summarize summary sup superb superbly surprisingly suspect suspicious swear sweet swiftly sworn tab
  table tabular tad tale tangible tantalising tbf teacher tearing tellingly tempting tenuous terrible
  terrific terrifying textbook thankfully thanx thatd themselves thereabouts thereby therein thesis thick
  thinly thnx thorough thoroughly thoughtful threw thrilled throw thrown thumbnail thusly tidbit tidily
  tidy tiny tiresome tldr tnx topic touch trace tragic transcript treat tremendous trifle trivia trivial
  troll trustworthy truthful truthfully tryin tryna tweet twist typo ugh ugly uh uhh uhm umm umpteenth
  unbelievable uncannily uncanny undeniable underline underscore understand understood undoubtedly
  unexpected unexpectedly unfortunate unimpressed uninformed unsurprisingly unthinkable untold unusual
  upfront upright upset urgently utmost utter utterly vaguest valid verbal verbatim verification vibe
  viewer vigorously visibly vivid vividly wager wait wandering warmest warmly wassup watch wee weird
  weirdly welcome wellknown weve whack whaddya whatcha whatd whatnot whatsoever whilst whim whine whisper
  whit whoa wholeheartedly whoop whopper whopping wicked widely wildly wisely wishing witnessed witty woah
  woeful woefully wonderfully wondrous woo wordy worrisome worryingly worthwhile worthy wouldve wowza wrap
  wretched writer writeup wth xd yada yall yardstick yay yea yeh yell yikes yonder youngster yourself
  yourselves youtuber zany zealous zillion zinger
`;

/** Frames of asking. A phrase may hold a word that alone would be content: `post in`, `on top of that`. */
const PHRASES = `
  a colleague asked; a colleague of mine; a favor; a favour; a little help; a one-liner; a quick check;
  above all; absolute beginner; according to the piece; actual wording; all of a sudden; all right;
  all the time; all things considered; allow me; allow me to ask; amount to; an assignment; and so forth;
  and the like; any chance; any idea; anyone have; anything about; anything on; appreciate it; are there;
  are there any; are you kidding; are you serious; are you sure; as a matter of fact; as a rule;
  as best you can; as follows; as i said; as it turns out; as it were; as quoted; as said;
  as soon as possible; asked already; at first glance; at first sight; at long last; at one point;
  at some point; at that point; at the end of the day; at the same time; at this point;
  at your earliest convenience; back in the day; back in those days; based on the article;
  based on the piece; based on the text; based on what you know; be brief; bear with me; before i file;
  before my deadline; before we go to press; believe it or not; believe me; big time; boil it down;
  boils down to; book a; book an; book for; book in; bottom of the page; break it down for me;
  bring me up to speed; broadly speaking; by accident; by all accounts; by all means; by any chance;
  by chance; can't make out; can't work out; cannot find; cannot recall; cannot remember; catch me up;
  chalk up; class assignment; clock a; clock in; clock in at; clock up; come to think of it;
  complete beginner; correct figure; correct me if i am wrong; correct me if i'm wrong; correct number;
  could not find; could somebody confirm; couldn't work out; cross check; cut to the chase;
  deadline looming; dear bot; did the article mention; did the article say; did the piece say; dig up;
  do me a favor; do me a favour; do you happen to know; do you have; do you have any idea; do you mind;
  do you recall; do you remember; does anybody know; does anyone have; does anyone remember;
  does somebody know; does that make sense; does the article mention; does the article say;
  does the piece say; does the story say; does the text say; does this make sense; double check; dug up;
  earlier you said; end up with; ended up; ended up at; exact quote; excuse me; eye opening; eye popping;
  eye watering; fair to say; fill me in; finish at; finish up; finish with; fire away; first time asking;
  first time poster; follow up question; for a blog post; for a class; for a piece;
  for a piece i am writing; for a piece i'm writing; for a school project; for a slide; for a talk;
  for clarity; for class; for god's sake; for good measure; for instance; for my class; for my slides;
  for once; for real; for school; for starters; for the life of me; for the record;
  for the sake of completeness; for what it is worth; for what it's worth; from memory; from the piece;
  from what i gather; from your records; generally speaking; get a feel for; get a sense; get an idea;
  get as far as; get me up to speed; get to; get up to; give me a rough idea; give me an idea;
  give or take; give us; go ahead and; goes without saying; going back to; going by the article;
  going by the text; good afternoon; good day; good evening; good grief; good heavens; good lord;
  good morning; good night; good to know; got any idea; got up to; group chat is arguing; hair raising;
  hard figure; hard number; hard to tell; have to show for it; have you got; have you seen;
  haven't a clue; having a debate; having an argument; having said that; head spinning; help a friend out;
  help me out; help me settle; help me understand; help me with; help needed; here is a question;
  holy cow; holy moly; holy smokes; homework assignment; hope this makes sense; hope you are well;
  hope you can help; how bad is it; how bad was it; how badly; how crazy; how crazy is that;
  how do you mean; how much exactly; how much is that; how much precisely; how much was it again;
  how much was that; how on earth; i am looking for; i am not sure; i am working on; i am writing a piece;
  i appreciate it; i believe; i bet; i could have sworn; i do not know; i do not remember; i don't know;
  i don't remember; i feel like; i gather; i have a question; i have forgotten; i have heard;
  i have no idea; i keep forgetting; i mean; i mean to ask; i need to verify; i never remember; i take it;
  i think; i want to be sure; i want to cite; i want to make sure; i want to quote; i wanted to ask;
  i was told; i was wondering; i would like to ask; i would say; i'd appreciate it; i'd like;
  i'd like to ask; i'd like to cite; i'd like to know; i'd say; i'm looking for; i'm not sure;
  i'm on deadline; i'm working on; i'm working on a piece; i'm writing a piece; if i am not mistaken;
  if i am not wrong; if i recall correctly; if i remember correctly; if i'm not mistaken;
  if i'm not wrong; if memory serves; if memory serves me; if that makes sense; if you do not mind;
  if you don't mind; in a comment; in black and white; in brief; in essence; in hindsight;
  in layman's terms; in my opinion; in my view; in order to; in plain english; in principle;
  in simple terms; in the big picture; in the comments; in the grand scheme of things; in the meantime;
  in the neighborhood of; in the neighbourhood of; in the order of; in the original; in the piece;
  in the region of; in the source text; in this piece; in your database; in your opinion;
  in your own words; in your records; in your view; interested to know; is it clear; is it fair to say;
  is it possible to; is it safe to say; is there a; is there a figure; is there a number; is there any;
  is there some; it is claimed; it is reported; it is said; it looks like; it turns out; it was reported;
  it was said; it's said; jaw dropping; jesus christ; just making sure; just to be clear; just to confirm;
  keep it brief; keep it short; key takeaway; last question; let me put it differently; let me think;
  let us say; let's say; like i said; like you said; line by line; long time lurker; long time reader;
  look it up; look up; looking back; looking through; main takeaway; make a long story short;
  make it brief; make it quick; make it short; make it to; makes sense; mind blowing; mind boggling;
  more or less; moving on; much appreciated; much obliged; my assignment; my boss asked;
  my boss is asking; my boss wants; my boss wants to know; my brother says; my colleague claims;
  my colleague says; my cousin says; my dad says; my editor needs; my editor wants; my flatmate says;
  my friend claims; my friend says; my friend thinks; my god; my goodness; my mate says; my mom says;
  my mum says; my point is; my professor says; my question is; my roommate says; my teacher says;
  need help; need some help; need to know; needless to say; never mind; no clue; no doubt; no hurry;
  no idea; no joke; no kidding; no offence; no offense; no pressure; no problem; no rush; no way;
  no worries; not certain; not clear to me; not entirely sure; not going to lie; not gonna lie;
  not quite sure; not so sure; not sure; notch up; of course; of sorts; of the time; off hand;
  off the top of my head; off the top of your head; oh boy; oh my god; oh no; on a related note;
  on the export news; on the news; after the news; on the announcement; on the h20 news; just need one line; need one line; one line; as in the prospectus; skip the narrative; on a side note; on deadline; on earth; on paper; on the face of it; on the one hand; on the order of;
  on the other hand; on the subject of; on the tip of my tongue; on top of everything; on top of that;
  once again; once and for all; once more; one last thing; one line answer; one liner; one more question;
  one more thing; one more time; or anything; or so; or something; or something like that; or thereabouts;
  or whatever; out of curiosity; out of interest; outsider here; people are saying; people say;
  i'm a student; i am a student; as a student; student here; econ student; economics student; phd student;
  grad student; finance student; college student; year econ student; student project; for a podcast; for my podcast;
  for our podcast; on a podcast; on my podcast; a podcast; podcast episode; podcast script; podcast prep;
  per the piece; permit me to ask; please advise; please confirm; please help; point blank; point me at;
  point me to; point out; pop quiz; post a; post an; post for; post in; post its; pub quiz; pull up;
  purely out of curiosity; put differently; put me right; question mark; quick check; quick fact check;
  quick favor; quick favour; quick one; quick q; quick question; quick sanity check; quiz night;
  quoted figure; quoted number; rack up; ran to; random question; raw number; reading through;
  reality check; relatively speaking; right figure; right number; right then; ring any bells;
  rings a bell; rough figure; rough idea; rough number; rumor has it; rumour has it; run me through;
  run to; safe to say; sat at; say again; say the word; set me straight; set out; set the record straight;
  settle a bet; shed light on; shed some light on; shoot me; short version; sky high; small favor;
  small favour; so they say; so to say; some guy said; some people say; somebody said; someone said;
  something like; sorry if this has been asked; sorry if this is dumb; sort it out; speaking of which;
  spot check; stand at; step by step; take me through; talk me through; talking about; talking of;
  technically speaking; tell me more; tell us; thank you in advance; thanks a million; thanks in advance;
  that being said; that is insane; that said; that would help; that's crazy; that's wild;
  the article claims; the article says; the big picture; the exact quote; the full picture;
  the ins and outs; the key takeaway; the main takeaway; the nitty gritty; the paper says; the piece says;
  the point being; the question is; the quoted; the size of it; the story claims; the story says;
  the takeaway; the text says; the thing is; the truth is; the upshot; the writer claims; the writer says;
  they say; thing is; thinking about; throw some light on; time and again; tl dr; to be clear; to be fair;
  to be frank; to be on the safe side; to my knowledge; to settle a bet; to the best of my knowledge;
  to the best of your knowledge; to the tune of; to your knowledge; top of the page; tot up;
  total beginner; tote up; trust me; truth is; trying to get my head around; trying to make sense of;
  trying to work out; trying to wrap my head around; turn up; turns out; unless i am mistaken;
  unless i'm mistaken; walk me through; want to make sure; was there a; was there any;
  we are arguing about; we have been arguing; we're arguing about; were there any;
  what did the article say; what do you have; what does it say; what does the article say;
  what does the text say; what have you got; what in the world; what on earth; whatever it is;
  whatever it was; when all is said and done; when it comes to; when you can; when you get a chance;
  when you have a minute; when you have a moment; whenever you can; who cares; with respect to;
  with that said; without a doubt; without doubt; word has it; word is; word on the street; work out;
  work out at; work out to; working on a story; working on an article; worth knowing; worth mentioning;
  worth noting; would be appreciated; would be good to know; would be helpful; you know what i mean;
  you said; your data says; your database; your knowledge; your records; your turn;
`;

const split = (text: string, separator: RegExp): string[] =>
  text
    .split(separator)
    .map((part) => part.replace(/\s+/g, ' ').trim())
    .filter(Boolean);

export const NEUTRAL_EN: readonly string[] = [...split(WORDS, /\s+/), ...split(PHRASES, /;/)];
