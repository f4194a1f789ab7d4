/// The words in which services tell errors, in small letters. What has one of English's endings is there without it, and
/// no name of a person is among them.
public enum ErrorWords {
  public static let all = Set(
    """
    aac ability able abnormal abort about above abs absent abuse accept acceptable access accessible
    accidental accordance according account ack acknowledged acknowledgement acquire across acted action
    activate activation active activity actor actual actually adapter add added adding addition additional
    address adds adjust admin administrator advance aed aes affected after again against age agent ago
    agree agreement ahead ain alert algorithm alias all allocate allocation allow almost alone along
    alphanumeric already also alt alter alternative although always am amazon ambiguous among amount an
    analysis and android anew annotation anonymous another answer any anybody anymore anyone anything
    anywhere apache apart api apis app appear append apple application apply approval approve approximate
    apr arabia arabic archive are aren arg args argument arithmetic around array arrive arrows as asc
    ascii aside ask asked asking asks assert assertion assign assignment assistance associated association
    assume async asynchronous at attach attachment attempt attention attribute audience audio aug auth
    authenticate authentication author authoritative authority authorization authorize auto automated
    automatic automatically availability available average avg avoid await aware away aws axios azure back
    backend background backoff backslash backup bad baileys balance ban bandwidth banned bare base bash
    basic batch be bearer became because become been befell before beforehand began begin beginning begun
    behalf behind being believed belong below beside best better between beyond big billed billing billion
    binary bind bits blacklist blank block body bold bool boolean boom border bot both bottom bounce
    bounds braces bracket branch breach break breaker brief brings broadcast broke broken broker browser
    budget buffer bug build built builtin bulk bundle burst business busy but button by bypass byte cache
    calculate calculation calendar call callback caller came camera campaign can cancel cancelled
    cancelling candidate cannot capability capable capacity capitals caption capture card care carousel
    carriage carrier carry case casts catalog catalogue catch category caught cause caution cdn ceased
    ceil cell central cents cert certain certainly certificate cet chain change channel char character
    charge charset chat check checksum child chinese choice choose chosen chrome chromium chunk cipher
    circle circuit claim class classified clean cleanup clear click client clock clone close cloud
    cloudflare cluster code codec collation colleague collect collection collide colon color colour column
    com combination come comma command commandline comment commit committed common communicate
    communication community compact company compare comparison compatible complaint complete completely
    completion compliance complicated component compress compression computed concept concurrency
    concurrent condition conduct config configuration configure confirm confirmation conflict connect
    connection connectivity connector consent consider consist consistency consistent console const
    constraint construct consume consumer contact contain container content context continue contract
    control controlled controller conversation conversion convert cookie coordinate coordinator copy core
    correct correction correctly correlation correspond corrupt corruption cors cost could couldn count
    counter country coupon coverage covered crash create creation creator credential credit critical cron
    cross csp csrf csv ctrl curl currency current currently cursor custom customer cut cycle daemon daily
    damage dark dash dashboard data database dataset date day days dead deadline deadlock deal debian
    debit debug dec december decide decimal decision declare decline decode decrease decrypt decryption
    dedicated deep deeper deeply def default defective defer deferred define definition deflate defs
    degraded degree delay delete deletion deliver deliverable delivery demand deny depend dependency
    deploy deployment deposit deprecated deprecation depth derived desc describe description descriptor
    deserialize design designated desired destination destroyed detail detect detection determine dev
    developer development device diagnostic dialing did didn diff differ difference different digest digit
    dim dimension dir direct direction directly directory dirty disable disallow discard disconnect
    disconnection discontinued discover disk dispatch dispatcher display distinct distribute divided
    division dns do doc docker doctor document documentation docx does doesn doing dollar domain done dots
    double doubt doubtful down downcase download downtime dozen draft drawn drive driver drop dropped
    dropping dry due dump duplicate duration during dutch dynamic eacces each eagain eai earlier earliest
    early easily ebadf echo econnrefused econnreset ecosystem edge edit editor eet eexist effect effective
    egp ehostunreach eight einval either elapsed element eleven eligibility eligible else elsewhere email
    embedded emergency emfile emit empty enable encode encoder encounter encrypt encryption end ended
    ending endpoint ends enetunreach enforce engaged engagement engine english enlarge enoent enospc
    enotfound enough enqueue ensure enter enterprise entire entirely entitled entity entry enum enumerate
    env environment eof ephemeral epipe eproto equal equality equivalent erases err errno erroneous error
    esc escalate escape essential est establish estimate etcd etimedout eur euro european evaluate
    evaluation even event eventually ever every everybody everyone everything everywhere evidence exact
    exactly examine example exceed excel except exception excess excessive exchange exclude exclusive exec
    executable execute execution executor exhausted exist exit expand expect expectation experience
    experiment experimental expiration expire expiry explain explanation explicit explicitly exponential
    export expose express expression ext extended extension extent external extra extract face facebook
    facility fact factor fail failure fall fallback false family far fast faster fatal fault faulty favor
    feature feb february feed feedback fetch few fewer fiber field fifth fifty figures file filename fill
    filter final finalized finally find fingerprint finish finite fire firefox firewall first fish fit
    fits five fix fixed flag flagged float flood floor flow flush fmt fold folder follow font footer for
    forbidden force foreach foreign forever forget forgot forgotten fork form format formatted formatting
    formula forth forward found four fourth fragment frame framework fraud fraudulent free french
    frequency frequent frequently fresh fri friday from front frozen ftp fulfill full fuller fully
    function fund further future gap garbage gateway gather gave gb gbp gcp general generally generate
    generation generator generic geographic get gets getting gib gif give given global glue gmt go goaway
    goes going golang gone good google got gracefully granted granting grants graph graphql greater
    greatest greets group grow grpc guarantee guard guess guidance guide guidelines guzzle gzip habit had
    hadn half halves handed handle handler handshake hang happen har hard hardware harm has hash hasn have
    haven he head header headline health healthy heap hears heartbeat heavy hebrew heeds heic held hello
    help helper hence her here hex hexadecimal hi hidden hide high higher highest highlight him hindi hint
    his histogram history hit hits hmac hold holder home honoured hook host hostname hour hourly how
    however hrs html http huge human hundred hy icon id ideal identical identification identifier identify
    identity idle ids if ignore illegal image imap imei immediate immediately impact impersonation
    implement implementation implicit import important impossible improper improperly in inaccessible
    inactive inactivity inappropriate inbound inbox incapable include incoming incompatible incomplete
    inconsistent incorrect incorrectly increase increment indeed indentation indented indeterminate index
    indicate indices indirect individual indonesian ineligible infinite info infobip information informed
    infrastructure inherit init initial initialize initially initiate inline inner innermost input inr
    insecure insert insertion inside inspect instagram install installation instance instead instruction
    insufficient int integer integrate integration integrity intended intent interact interaction
    interactive interface interim intermediate intermittent internal internally international internet
    interpolation interpret interrupt interruption interval into intro introduced invalid invalidate
    investigate invitation invite invocation invoice invoke involved ios ip iphone irregular is isn iso
    isolated isp issue issuer it italian item its itself january japanese java javascript jid job jobs
    join journal jpeg jpg json jsonl jsonpath jul july jun junit just jwt kafka kaput kb keep kept key
    keyboard keys keyword kib kill kilobytes kind know known korean ksa kubernetes label lacking lacks lag
    laid lang language laravel large larger largest last late latency later latest latin latitude latter
    launch layer layout lays lazy lead leak lease least leave ledger left legacy legal length lengthy less
    let lets letter level lib libcurl library license lie lifecycle lifetime light like likely likewise
    limit limitation limiter line link linux list listen listener literal little live ll load local locale
    localhost locate location lock log logged logging logic login logout logs lone long longer longitude
    look lookaround lookup loop loses loss lost lots low lower lowercase lowest mac machine macos made
    magic mailbox mailed main maintain maintenance major make malformed malicious man manage management
    manager mandatory manner manual manually many map mapped mapping mar march margin mariadb markdown
    marked marker marketing marks mask master match material matters maximum maybe mb md me mean meanings
    meant meanwhile measure mechanism media medium meet megabytes member memcached memory mention menu
    merchant merge message messenger meta metadata meter method metric mfa mib microservice microsoft
    middleware midnight might migrate migration million millisecond mime min minimal minimum minor mins
    minus minute misconfigured misdirected misleading mismatch missed misses missing misspelt mistake
    mistyped mix mixed mms mobile mode model moderation modify module moment mon monday money mongodb
    monitor month monthly more morning most mounted move mp mpeg ms msisdn much multi multimedia multipart
    multiple must mustn mutable mute mutex mutual my mysql nack name namespace narrow nat native naturally
    ndjson near nearest nearly need needn negative negotiate negotiation neither nest network never new
    newer newest newline next nginx nil nine no nobody node nodejs nominal non nonce none nonempty
    nonexistent noon nor normal normalized normally not notation note nothing notice notification notify
    noun nov november now nowhere npm null nullable number numeric numerical oauth oauthexception object
    obsolete obtain occasional occupied occur occurred occurrence occurring oct octets october of off
    offer official offline offset often ogg ok old older omit omitted on once one ones online only onto
    ooops oops opaque open openapi opener openssl operand operate operation operational operator opinion
    opportunity opposite opt opted option optional opts or ord order organization origin original
    originally originating orphan other otherwise otp our out outage outbound outcome outdated outer
    outgoing outlasted output outside outstanding over overdue overflow overlap overload override
    overwrite own owned owner ownership owns pace package packed packet pad padding page pager pagination
    paid pair panic paragraph parallel param parameter parent parentheses parse parser part partial
    partially particular partition partly partner party pass passkey passphrase password past path pattern
    pause payload payment paypal pdf pdo pdoexception peer penalty pending people per percent perform
    performance perhaps period permanent permanently permission permit permitted persian persist
    persistent person personal phase phone phonenumbers php phrase pick pin ping pipe pipeline pixels
    place placeholder plain plaintext plan planned platform play please plugin plus pm png pocket point
    pointer policy poll pong pool poor port portal portfolio portuguese position positive possible
    possibly post postgres postgresql postpaid potential potentially power powershell practice pre precise
    precondition prefer preferred prefix premature prematurely premium prepaid prepare presence present
    preserve preset press pressure prevent preview previous previously pricing primary principal print
    printable prior priority privacy private privilege probability probable probably probe problem proc
    procedure proceed process processor produce product production profile program progress prohibit
    promotional prompt proof proper properly property proposal proposed protect protection protocol prove
    provide provider provision proxy pst public publish publisher pull punctuation puppeteer purchase
    purge purpose push put puts putting pwd python qr qualified quality quantity quarantine quarter query
    queryexception question queue quick quickly quiet quit quite quiz quota quote rabbitmq race raise ran
    random range rapid rapidly rare rate rather ratio raw re reach reachable react reaction read readable
    reader readonly ready real reality really reason reasonable reassigned reattempt reauthenticate
    rebuild recalled receipt receive receiver recent recently recipient reckon recognise recognize
    recommend reconnect record recover recovery recreate recurring red redeem redelivered redirect
    redirection redis reduce redundant reengagement refer reference referring refresh refund refusal
    refuse regex regexp region regional register registration registry regular regularly rehearsal
    rehearse reject rejection related relation relationship relative relay release relevant reliable
    relink reload relogin remain remainder remedy remember remind reminder remote remotely removal remove
    rename render renew renewal repair repeat repeatable repeatedly repetition replace replacement replay
    replica replication reply report represent representation request requester require requirement
    reroute resend resent reserve reset resetting resolution resolve resolver resource respect respond
    responder response responsibility responsible rest restart restmethod restore restrict restriction
    result resume retention retry retryable return reuse reverse reverted review revision revoke rfc right
    ring rise riyal role roll rollback root rotate round route router row rows rpc rsa rule run running
    runs runtime runtimeexception russian rust sa safari safe safely safety said same sample sandbox
    sanitized sar sat satisfiable satisfy saturday saudi save saw say says scale scan scanned scanning
    schedule scheduler schema scheme scope score screen screenful screenshot script scroll seal search sec
    second secret secs section secure security see seem seen sees segment select selection selector self
    semantic send sender sensitive sent sentence sep separate separator sept september sequence sequential
    serial serialization serialize series serious serve server service session set sets setting settled
    settles setup seven several severe severity sha shall shape shard share she sheet shell shift ship
    short shortened shorter shortly should shouldn show shown shut shutdown shutting side sign signal
    signature significant sigterm silent silently sim similar simple simply simultaneous simultaneously
    since single site sits six sixth size skip skipped skipping sleep slice slot slow slowdown slower
    slowly slug small smaller sms smtp snapshot so soap socket soft software solution solve some somebody
    someone something sometimes somewhere soon sorry sort sound source space spam spammy spanish spans
    speak special specific specification specify speed spend spent split spoof spreadsheet spurious sql
    sqlite sqlstate ssh ssl stable stack stage stale stalled stand standard standby start startup
    starvation stat state statement static station statistics status stay stderr stdin stdlib stdout steer
    step sticker still stood stop stopped stopping storage store str straight strange strategy stream
    strftime strict strictly string stringify strip stripe stripped strong structure stuck sub subdomain
    subject submission submit submitted submitting subscribe subscriber subscription subsequent subset
    substring subtraction succeed success successful successfully such sudden suffix suggest suggestion
    suitable sum summary sun sunday superseded supply support supposed suppressed sure surrogate survey
    suspect suspend suspension suspicious swap swift switch symbol symbolic symfony symlink sync
    synchronization synchronize synchronous syntactically syntax sys system tab table tabs tag tags tail
    take taken takeover talk tally tap taps target task tax tb tcp team teapot tech technical tel telegram
    telephone tell temp template temporarily temporary ten tenant tenth term terminal terminate
    termination test text than thank that the their them themselves then there therefore these they thing
    think third thirty this those though thousand thread three threshold throttle through throughout
    throughput throw thrown thu thumbnail thur thursday thus ticket tier tight time timeline timeout timer
    timestamp timezone title tls tmp to today together token told toml tomorrow too took tool top topic
    topped topup total totally touch toward trace track trade traffic trailing train transaction
    transactional transfer transferred transferring transform transient transition translate translation
    transmission transmit transmitted transparent transport trap treat tree trial tricks tried tries
    trigger trim trouble troubleshoot true truncate trust truth try trying tsv ttl tue tues tuesday tunnel
    turkish turn twelve twenty twice twilio two txt type typescript typical typically typo ubuntu udp
    unable unacceptable unaccepted unallowed unassigned unauthenticated unauthorised unauthorized
    unavailable unaware unbalanced unbounded uncaught unchanged unchecked unclear unclosed uncommitted
    uncompromised unconfigured unconfirmed uncut undefined undeliverable undelivered under underlined
    underlying underscore understand understood undocumented undoes undone unencrypted unequal unescaped
    unexpected unexpectedly unfinished unfortunately unhandled unhealthy unicode unidentified
    uninitialized union uniq unique unit universal unix unknown unlatched unless unlike unlikely unlimited
    unlink unload unlock unmatched unmodified unnamed unnecessary unpaid unparsable unpermitted
    unprocessable unprocessed unqualified unreachable unread unreadable unrecognised unrecognized
    unregistered unreliable unresolved unresponsive unsafe unsatisfied unsaved unsent unset unsigned
    unspecified unstable unsubscribe unsuccessful unsuitable unsupported unsure until untrusted unusable
    unused unusual unverified unwanted unwritable up upcoming update upgrade upload upon upper uppercase
    upstream uptime urdu uri uris url urls us usable usage usd use used useful user username uses using
    usual usually utc utf utility vacant valid validate validation validator validity value vanished var
    variable variant varies various ve vector vendor verb verification verify version vertical very vi via
    video view viewer viewport violate violation vip virtual virus visible visit visual voice void
    volatile volume vonage vote voucher vpn vulnerable wa wait waiver wake walk wallet want warm warn
    warnings was wasn watch way ways wc we weak weakest web webhook webp webpage website websocket wed
    wednesday week weekly weight welcome well went were weren wessaal what whatever whatsapp whatsmeow
    when whenever where whether which while white whitelist who whoever whole whom whose why widget width
    wildcard win window winning wins wire wish with within without won word work worker workflow workspace
    world worse worth would wouldn wppconnect wrap wrapped wrapper writable write writer written wrong
    wrongly wrote wsl xdg xls xlsx xml xx yaml year yes yesterday yet yield you your yourself zero zip
    zone zsh
    """.split(whereSeparator: \.isWhitespace).map(String.init))
}
