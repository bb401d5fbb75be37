// What the page says, in plain words. Why something failed stands in FAILURES, which the program fills in.

// As a statement on paper has them.
const FUND_NAMES = { "maintenance": "维修资金", "public-housing": "公房维修资金" };
const MOVED_NAMES = { opening: "期初余额", paid: "交存", interest: "利息等收入", spent: "维修分摊" };
const ASK = "对数字有疑问，请问公示和对账单上“有疑问请找”的单位。";
const SIGN_OF = { opening: "", paid: "＋", interest: "＋", spent: "−" };
const HELD_NAMES = {
  undistributed: "未分到户", payable: "应付未付", selling_unit: "售房单位部分",
  bank: "银行专户", invested: "定期和国债", pettycash: "备用金",
};
const QUARTERS = ["一", "二", "三", "四"];

function yuan(fen) {
  const size = Math.abs(fen), rest = size % 100;
  const whole = String(Math.floor(size / 100)).replace(/\B(?=(?:[0-9]{3})+$)/g, ",");
  return (fen < 0 ? "−" : "") + whole + "." + (rest < 10 ? "0" : "") + rest;
}

function periodWords(period) {
  const match = /^([0-9]{4})(?:-Q([1-4])|-H([12])|-([0-9]{2})-([0-9]{2})\.(.+))?$/.exec(period);
  if (!match) return period;
  const year = match[1] + " 年";
  if (match[2]) return year + "第" + QUARTERS[match[2] - 1] + "季度";
  if (match[3]) return year + (match[3] === "1" ? "上半年" : "下半年");
  return match[4] ? year + Number(match[4]) + " 月 " + Number(match[5]) + " 日（" + match[6] + "）" : year;
}

// A community as people call it, where the page was told; else as signed texts name it.
function placeWords(community, policy) {
  return policy.names[community] || community;
}

function grouped(hex, size) {
  return hex.match(new RegExp(".{" + size + "}", "g")).join(" ");
}

function timeWords(seconds) {
  const moment = new Date(seconds * 1000);
  if (isNaN(moment.getTime())) return String(seconds);
  const two = number => (number < 10 ? "0" : "") + number;
  return moment.getFullYear() + "-" + two(moment.getMonth() + 1) + "-" + two(moment.getDate()) + " "
    + two(moment.getHours()) + ":" + two(moment.getMinutes());
}

// Green, amber: what the proof says of the household's money, in one sentence.
function verdictWords(result) {
  const statement = result.statement, whole = result.block;
  if (statement.closing) {
    return "您家期末余额 " + yuan(statement.closing) + " 元，算在公布的 " + whole.households + " 户余额合计 "
      + yuan(whole.closing) + " 元里面。";
  }
  if (statement.arrears) {
    return "您家尚欠 " + yuan(statement.arrears) + " 元，算在公布的欠款合计 " + yuan(whole.arrears) + " 元里面。";
  }
  return "您家期末余额 0 元，也没有欠款；这份对账单登记在公布的 " + whole.households + " 户名录里。";
}

// The promises, each only where it holds.
function promises(result, policy) {
  const list = [
    ["不能悄悄改", "这次公布登记在公示登记册第 " + result.index + " 条。以后谁把它改掉、撤掉，凡是手里有旧签章的人（海报照片、"
      + "见证人、您存下的这个文件）都能查出来，还会拿到发布方签了名、前后矛盾的两份登记册，可以作为证据。"],
  ];
  if (result.enough && policy.quorum) list.push(["只有一本账", oneBook(policy)]);
  if (result.statement && (result.statement.closing || result.statement.arrears)) {
    list.push(["您家的钱算在里面", "公布的合计，不会少于所有核对通过的人家加起来的数；没有一分钱算给了两家。"]);
  }
  list.push(["邻居看不到您家", "任何一家单凭自己的文件，除了公布的合计，看不出您家有多少钱；您也看不出别人家的。"]);
  return list;
}

function oneBook(policy) {
  const eyes = policy.witnesses.length, both = 2 * policy.quorum - eyes;
  const seen = eyes + " 家见证人里至少有 " + policy.quorum + " 家在同一份登记册上签了名。";
  if (both <= 0) return seen + "不过按这个家数，两份不同的登记册各找一半见证人也签得齐，所以还要和楼道海报对一对。";
  return seen + "要给不同的人看不同的账，除了发布方，至少还要有 " + both + " 家见证人两边都签，而且各楼道的海报会不一样。";
}

const NOT_PROMISED = [
  "每笔支出是不是真的：请看公布的凭证和审计报告。",
  "银行里是不是真有这笔钱：请看公布的银行对账单。核对通过说明“公布的数不少于各家的数”，银行对账单说明“钱不少于公布的数”。",
  "没核对的人家有没有被漏掉：核对的人家越多，漏掉谁就越容易被发现。",
  "这个网页本身是不是原样：它的校验码登记在公示登记册里，懂电脑的人可以比；从别处得到的同样的网页，核对结果一样。",
];

function amberWords(result, policy) {
  if (policy.demo) {
    return {
      title: "只是演示，什么也不证明",
      text: "这里用的是演示密钥，谁都能造出一样的签名和一样的数。数对得上，也不说明有这笔钱、有这次公布。",
    };
  }
  if (!policy.quorum) {
    return {
      title: "核对无误，仅发布方签名",
      text: "您手上的数和公布的对得上。但是这个登记册没有请见证人，发布方仍可能给不同的人看不同的登记册。"
        + "请把下面的登记册校验码和楼道海报、邻居手机上的对一对。",
    };
  }
  const seen = result.witnesses.length;
  return {
    title: "核对无误，尚缺 " + result.lacking + " 家见证",
    text: "您手上的数和公布的对得上。但是要有 " + policy.quorum + " 家见证人签名，现在"
      + (seen ? "只有 " + seen + " 家" : "一家也没有") + "。签够以前，发布方仍可能给不同的人看不同的登记册。"
      + "请过几天再取一次文件，或者把下面的登记册校验码和楼道海报、邻居手机上的对一对。",
  };
}

// What to do about a failure, by what kind of thing failed.
const ADVICE = {
  copy: "多半是文件没有存全，或者转发、复制时缺了、改了几个字（二维码里的文字要到末尾的 % 为止）。请重新下载或重新扫码，再核对一次；还是不行，请把文件带到业主委员会。",
  room: "请照对账单“分户产业代码”后面的写法再填一次，例如 01-1-101。填得没错的，这就不是您家的文件：请不要转发，告诉发给您的人，再用自己家的核对。",
  statement: "这份对账单自己就算不平。请不要删掉文件，带着它请业主委员会书面说明。",
  published: "公布的合计自己就算不平，和您家填的无关。请不要删掉文件，把它交给业主委员会和街道办。",
  other: "对账单和公布的内容不是一起的。请取同一小区、同一期的文件再核对。",
  missing: "请不要删掉文件，拍下楼道海报，请业主委员会书面说明，也请街道办看一看。",
  double: "公布的名录里，您家的房号后面是另一份对账单：同一户可能出了两份不同的数。请不要删掉文件，拍下楼道海报，请业主委员会书面说明，也请街道办看一看。",
  log: "这次公布和登记册对不上。请不要删掉文件，拍下楼道海报，交给见证人（街道办、业主委员会等）看。",
  signed: "签名不是下面“核对依据”里那些公钥的。请先把核对依据的指纹和楼道核对单对一对；指纹一样而签名是假的，请不要删掉文件，交给见证人看。",
  policy: "“核对依据”写得不对。请在小区公示网站的核对页上按“复制核对依据”，重新取一份。",
  page: "这是网页自己的毛病，不能算通过。请换一个较新的浏览器，或者换一台手机再核对。",
};
const ADVICE_FOR = {
  copy: "hash base64 pack code proof-text note-large note-text note-control note-end note-form note-many statement"
    + " manifest checkpoint amount lines request tile tile-hashes bundle entry register",
  room: "room",
  statement: "statement-both statement-sum",
  published: "line-total total-sum total-bank register-twice register-order register-count register-root",
  other: "other-community other-period other-fund register-file",
  missing: "index long short root interval line-root",
  double: "register-row",
  log: "sizes old-root known-size genesis no-disclosure replaces edition home twice closed beacon",
  signed: "signature unsigned log-unsigned origin quorum",
  policy: "key keys policy",
};
// What the page alone can find.
const OWN_FAILURES = {
  "self-test": "网页的自检没有通过", "page": "网页自己出错了", "fork": "同一个登记册、同样多的条数，却有两个不同的校验码",
  "pdf": "这是 PDF，里面的核对包要先取出来", "address": "这是网址，不是大码里的文字",
  "table": "这是公示的表格，里面没有您家的证明", "picture": "这是图片，网页自己不会看图",
  "unknown": "认不出这是什么，里面没有核对包，也没有 J1、J2 开头的文字",
  "alone": "公布清单和入册证明要一起放", "two": "有两份不同的公布内容",
};
const OWN_ADVICE = {
  "self-test": ADVICE.page, "page": ADVICE.page,
  "fork": "这是发布方签了名的两份矛盾的登记册，是造假的证据。请把两个文件都存好，交给街道办和见证人。",
  "pdf": "核对包是 PDF 对账单里的附件（名称以 .json 结尾）。请在电脑上打开 PDF 的“附件”栏，存出来再选；也可以扫对账单上的二维码，把文字粘贴进来。",
  "address": "请扫大码，把扫出来的文字全部复制，粘贴进来：对账单上的以 J1 开头，楼道核对单上的以 J2 开头。您家专用链接的网址，请直接在浏览器里打开，不要粘贴在这里。",
  "table": "请选您家的核对包（名称以 .json 结尾），或者扫对账单和楼道核对单上的两个大码。",
  "picture": "请用手机扫图里的大码，把扫出来的文字全部复制，粘贴进来：对账单上的以 J1 开头，楼道核对单上的以 J2 开头。",
  "unknown": "请选核对包（.json）或者存下来的“我家的对账单”网页，或者粘贴大码里以 J1、J2 开头的文字，要从头到尾全部复制。",
  "alone": "请把公布清单（manifest.txt）和它的入册证明（.tlog-proof）两个文件一起选上。",
  "two": "请只放同一期公布的文件，再核对一次。",
};

// What nobody could verify is a question and no verdict.
const UNREAD = ["pdf", "address", "table", "picture", "unknown"];

// The same failures in one plain sentence, by kind.
const PLAIN = {
  copy: "文件读不通", room: "房号不是您家的", statement: "对账单自己算不平", published: "公布的合计自己算不平",
  other: "对账单和公布的不是一起的", missing: "您家的对账单不在公布的合计里", log: "这次公布和登记册对不上",
  signed: "签名不对", policy: "核对依据不对", page: "网页自己出错了",
};

function failureWords(code) {
  return OWN_FAILURES[code] || FAILURES[code] || code;
}

function kindOf(failure) {
  const found = Object.keys(ADVICE_FOR).filter(kind => ADVICE_FOR[kind].split(" ").indexOf(failure.code) >= 0)[0];
  const household = failure.about === "房屋名录" || failure.about.indexOf("钱线") >= 0;
  return found === "missing" && !household ? "log" : found || "page";
}

function plainWords(failure) {
  return OWN_FAILURES[failure.code] || PLAIN[kindOf(failure)];
}

function adviceWords(failure) {
  return OWN_ADVICE[failure.code] || ADVICE[kindOf(failure)];
}

// One wrong letter breaks a proof as a lie does. Whoever copied codes is asked to scan them again before she accuses anybody.
const AGAIN = "先把对账单和楼道核对单上的两个大码都重新扫一次，从头到尾全部复制（不要照着照片打字），再核对一遍。";

function isMaybeMisread(failure) {
  return failure.copied === true && ["copy", "room", "policy", "page"].indexOf(kindOf(failure)) < 0 && !OWN_FAILURES[failure.code];
}
