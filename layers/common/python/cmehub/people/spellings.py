"""Spellings and nicknames of given names, written down by hand: no kept package was found that has them."""

SPELLINGS = tuple(
    frozenset(line.split())
    for line in """
abdullah abdallah
abigail abigale
ahmed ahmad
aisha ayesha aysha
alan allan allen
alexei alexey aleksey
ann anne
ashley ashleigh
brianna briana
caitlin caitlyn kaitlin kaitlyn katelyn
carl karl
catherine katherine kathryn katharine catharine cathryn katheryn
christine kristine
christopher kristopher kristoffer
curtis kurtis
daryl darryl
deborah debra debora
deepak dipak
dennis denis
diana dianna
diane dianne
dmitry dmitri dimitri
elizabeth elisabeth
eric erik
erica erika
fatima fatimah
frederick fredrick frederic
geoffrey jeffrey jeffery jefferey
gillian jillian
glen glenn
hailey haley hayley haylee
hannah hanna
hasan hassan
hussein husain hussain husayn
jonathan johnathan jonathon johnathon
kathleen cathleen
khalid khaled
kimberly kimberley
kristen kristin
lawrence laurence
leslie lesley
lillian lilian
lindsay lindsey
madeline madeleine madelyn
mahmoud mahmud mehmood
marc mark
matthew mathew
megan meghan
michael micheal
muhammad mohammad mohammed mohamed muhammed mohamad muhamad mohd
mustafa mostafa mustapha
natalia nataliya
neil neal
nicholas nicolas
omar umar
philip phillip
rachel rachael
randall randal
rebecca rebekah
roger rodger
russell russel
sara sarah
sean shawn shaun
sergey sergei
sofia sophia
stacy stacey stacie
stefan stephan
stephen steven
suzanne susanne
syed sayed sayyid
tariq tarek tarik
tatiana tatyana
terence terrence terrance
teresa theresa
tracy tracey
yusuf yousef youssef yousuf
zachary zachery zackary
""".strip().splitlines()
)
"""Spellings of one name, folded; never two names that only look or sound alike (Brian and Bryan)."""

SPANISH_NICKNAMES = {
    "alberto": "beto", "alicia": "licha", "antonio": "tono", "armando": "mando", "concepcion": "concha conchita",
    "consuelo": "chelo", "dolores": "lola", "eduardo": "lalo", "enrique": "quique kike", "ernesto": "neto",
    "fernando": "nando", "francisca": "paca paquita", "francisco": "paco pancho", "gregorio": "goyo",
    "guadalupe": "lupe lupita", "guillermo": "memo", "ignacio": "nacho", "isabel": "chabela isa", "javier": "javi",
    "jesus": "chuy", "jose": "pepe", "lorenzo": "lencho", "luis": "lucho", "manuel": "manolo", "mercedes": "meche",
    "pilar": "pili", "rafael": "rafa", "ramon": "moncho", "roberto": "beto", "rosario": "charo chayo",
    "santiago": "santi", "teresa": "tere", "vicente": "chente",
}  # fmt: skip
"""What people are called in Spanish, folded; the package `nicknames` knows English names alone."""

NO_NICKNAMES = frozenset(
    """
adela adelaide adelbert adele adeline agnes aileen alan albert alexander allan allen amanda amelia amos ana andrew
angel ann anna anne anselm anthony arabella august austin barbara barnabas bartholomew basil beatrice benjamin bernard
blanche bradford brady briana brianna bridgit bryan bryant carla carol carolann carole caroline casper cassandra
catherine cathleen cecilia charles charlotte chester christina clara clare clarissa clement clifford cole cordelia
daisy deborah debra delbert delia delilah dennis dorothea drina edwin eileen elaine elbert eleanor elizabeth ellen
eloise elouise emanuel emily emma emmanuel eric erica erika erin ernest ernestine erwin esther eunice eva evan evelina
felix fidelia florence francine francis frederick gary genevieve george geraldine gertrude hailey hannah harold haylee
haylen hayley heidi helen heloise henry hester hugh ian inez irving irwin isabella jacob james jane janet jasper jean
jeremiah joan john johnathan johnathon jonathan jonathon josephine judith julia julie june justus karla kendrick
kenneth kimberly laura laurence lawrence leah leon lewis linda lisa lloyd lois louis louise lucas lucinda luke lydia
mabel madeline madelyn manuel marc marcia margaret margaretta maria mariah marianna marie marion marjorie mark marvin
mary maureen megan melissa mervin micah michael minerva mitchell monroe moses myra nathan neil nicole noah nora norah
obediah oliver orlando patricia peter philadelphia phoebe prudence rachael rachel ralph raymond reginald richard
robert roger roland rolf ronald rosa rose rupert samuel sandra sara saul selma serene sophia susan tabitha terence
teresa thaddeus theodore theresa thomas valerie vernon victor victoria vivian waldo wilbur wilhelmina william
winnifred
""".split()  # noqa: SIM905 - easier to read
)
"""
Names in full, folded, which `nicknames` lists as nicknames of others.

Andrea is called Andy, and so is Andrew, but nobody called Andrew is named Andrea.
"""
