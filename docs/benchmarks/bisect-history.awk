# Writes a history for git fast-import: see bisect-history.sh. Arguments: -v kind, seed, commits, good (hash of the first commit), root (where
# the files of bisect-history.files lie), planted (a file for lines `ROLE MARK`); input: bisect-history.files. Marks are 1 to commits.
#
# Commit c adds the block of text c, at a place of its own in each file it touches; what a file is in a commit follows from the blocks of
# the commit and its ancestors, so merges have both sides, and places are whole functions apart, so git merges them to the same.

# Lehmer's generator; its products stay below 2^53. below(n): 0 to n - 1.
function random() { state = state * 48271 % 2147483647; return state / 2147483647 }
function below(n) { return int(random() * n) }
function chosen(list, parts) { return parts[1 + below(split(list, parts, "|"))] }
function die(text) { print "bisect-history.awk: " text >"/dev/stderr"; failed = 1; exit 1 }

# ---- The graph: first[c] and second[c] are parents (0: the good end), branch[c], has[c] a string of a bit for each commit it contains.

# Is commit i commit c or one of its ancestors?
function contains(c, i) { return substr(has[c], i, 1) == "1" }

function add(c, b, p, q, bits, i, n) {
	first[c] = p; second[c] = q; branch[c] = b; children[p]++
	bits = has[p]
	if (q != "") {
		children[q]++
		n = bits; bits = ""
		for (i = 1; i <= commits; i++) bits = bits (substr(n, i, 1) + substr(has[q], i, 1) > 0)
	}
	has[c] = substr(bits, 1, c - 1) "1" substr(bits, c + 1)
	tip[b] = c
	if (b == 0) { line[lines++] = c }
}

# needed: commits that are needed to finish and merge all open branches. A branch is merged where it came from: into 0 or another branch.
function graph(c, b, i, budget, r, parent) {
	for (i = 1; i <= commits; i++) has[0] = has[0] "0"
	tip[0] = 0; line[0] = 0; lines = 1; branches = 0; open = 0; needed = 0
	for (c = 1; c <= commits; c++) {
		budget = commits - c + 1
		r = random()
		if (open < 5 && budget - needed >= 4 && (r < 0.3 || open == 0 && r < 0.8)) {
			b = ++branches
			r = random()
			left[b] = 3 + int(r * r * r * r * 10)
			if (left[b] > budget - needed - 1) left[b] = budget - needed - 1
			into[b] = 0
			parent = line[lines - 1 - below(lines < 20 ? lines : 20)]
			if (open > 0 && random() < 0.25) {
				i = opened[1 + below(open)]
				if (into[i] == 0) { into[b] = i; parent = tip[i]; pending[i]++ }
			}
			opened[++open] = b
			needed += left[b] + 1
			left[b]--; needed--
			add(c, b, parent, "")
		} else if (open == 0 || budget > needed && r < 0.37) {
			add(c, 0, tip[0], "")
		} else {
			i = 1 + below(open); b = opened[i]
			if (budget > needed && into[b] == 0 && left[b] > 0 && random() < 0.15 && lines > 1 && !contains(tip[b], tip[0])) {
				back[c] = 1
				add(c, b, tip[b], tip[0])
				continue
			}
			if (left[b] == 0 && pending[b]) for (i = 1; into[opened[i]] != b; i++) ;
			b = opened[i]
			needed--
			if (left[b] > 0) { left[b]--; add(c, b, tip[b], ""); continue }
			add(c, into[b], tip[into[b]], tip[b])
			merged[c] = b
			pending[into[b]]--
			opened[i] = opened[open--]
		}
	}
	if (tip[0] != commits || index(has[commits], "0")) die("a history that does not end in one commit")
}

# ---- What is planted: role[c], and repair[c] = the only child of c, which takes its fault away; repairs[] is the inverse.

function plant(name, pair, tries, c, d) {
	for (tries = 0; tries < 2000; tries++) {
		c = 1 + int(commits * (0.15 + 0.7 * random()))
		if (second[c] != "" || c in role || c in repairs) continue
		if (pair) {
			d = c + 1
			while (d <= commits && first[d] != c) d++
			if (d > commits || children[c] != 1 || branch[d] != branch[c] || second[d] != "" || d in role || d in repairs) continue
			repair[c] = d; repairs[d] = c
		}
		role[c] = name
		print name, c >planted
		return c
	}
	die("no place for all that is planted: more commits, please")
}

# ---- Files, as lines, and the places where a block may stand: after the blank line that follows a function or an exported symbol.

function load(file, n, text, depth, before, kind, limit) {
	if (file in size) return
	kind = shape[area_of[file]]; limit = (kind == "header")
	while ((getline text <(root "/" file)) > 0) {
		content[file, ++n] = text
		if (text ~ /^[ \t]*#[ \t]*if/) depth++
		if (text ~ /^[ \t]*#[ \t]*endif/) depth--
		if (text != "") continue
		before = content[file, n - 1]
		if (kind == "text" ? before ~ /^[A-Za-z].*\.$/ : depth <= limit && before ~ /^([}]|EXPORT_SYMBOL[A-Z_]*\(.*\);)$/)
			place[file, ++places[file]] = n
	}
	close(root "/" file)
	if (!n) die("no file " file)
	size[file] = n
	if (file != guilty) return
	# The place before the culprit's function and the line within, are for the culprit.
	for (n = 2; n <= size[file]; n++) if (content[file, n] ~ (home == "ptrace" ? "^static int ptrace_peek_siginfo\\(" : "^pipe_write\\(")) break
	early = home == "ptrace" ? n - 1 : n - 2
	while (n <= size[file] && content[file, n] != (home == "ptrace" ? "\tfor (i = 0; i < arg.nr; ) {" : "\t__pipe_lock(pipe);")) n++
	late = n - 1
	if (early < 1 || late >= size[file] || content[file, early] != "") die(file " has no function for the culprit as expected")
	taken[file, early] = 1
}

# A place of the file that no block has yet, or 0.
function free_place(file, i, k) {
	load(file)
	if (!places[file]) return 0
	k = below(places[file])
	for (i = 1; i <= places[file]; i++) {
		k = k % places[file] + 1
		if (!((file, place[file, k]) in taken)) return place[file, k]
	}
	return 0
}

function put(c, file, at, good_text, bad_text) {
	taken[file, at] = 1
	blocks[file]++
	block_commit[file, blocks[file]] = c; block_at[file, blocks[file]] = at
	block_text[file, blocks[file]] = good_text; block_bad[file, blocks[file]] = bad_text
	touches[c] = touches[c] (touches[c] == "" ? "" : "|") file
}

# A file of the area with a free place, not `but`; of any area of that shape if there is none.
function some_file(area, but, tries, file) {
	for (tries = 0; tries < 200; tries++) {
		file = file_of[area, 1 + below(files[area])]
		if (file != but && (at = free_place(file))) return file
		if (tries % 20 == 19 && shape[area] != "header") area = some_area("built")
	}
	die("no place left in the files: fewer commits, please")
}

function some_area(kind, r, i) {
	do {
		r = below(weights)
		for (i = 1; (r -= weight[areas[i]]) >= 0; i++) ;
	} while (kind != "" && shape[areas[i]] != kind)
	return areas[i]
}

# ---- Words and code.

function words(c, area) {
	noun = chosen(nouns[area])
	verb = chosen("fold|count|clamp|round|scan|weigh|pack|limit")
	unit = chosen("page|task|call|owner|batch|word")
}

function name(area, c, text) {
	text = area "_" noun "_" verb "_" c
	gsub(/[^a-z0-9_]/, "_", text)
	return text
}

function subject(area) {
	return chosen("add a helper to " verb " " noun "|account " noun " by " unit "|" verb " " noun " in one place|keep " noun " in one word" \
		"|prepare for more " noun "|" verb " " noun " once for each " unit "|do not " verb " " noun " twice")
}

# A function that nothing calls: it is kept, beside all that runs.
function helper(id, head, a, b, body) {
	a = 3 + below(60); b = 1 + below(30)
	head = "/* To " verb " " noun " by " unit ". */\nstatic noinline __cold __used unsigned long " id "(unsigned long n, unsigned long limit)\n{\n"
	body = "\tif (n > limit)\n\t\tn = limit - limit / A;\n\n\treturn n * B;\n" \
		"@\tunsigned long sum = A;\n\n\twhile (n > limit) {\n\t\tsum += n & B;\n\t\tn >>= 1;\n\t}\n\n\treturn sum;\n" \
		"@\tunsigned long i, x = n ^ A;\n\n\tfor (i = 0; i < limit; i++)\n\t\tx = x * B + (x >> 7);\n\n\treturn x;\n" \
		"@\tn += A;\n\tif (!limit)\n\t\treturn n;\n\n\treturn n / limit * limit + B;\n" \
		"@\tunsigned long low = n & limit;\n\n\tif (low < A)\n\t\treturn low + B;\n\n\treturn n - low;\n"
	split(body, bodies, "@")
	body = bodies[1 + below(5)]
	gsub(/A/, a, body); gsub(/B/, b, body)
	return head body "}\n\n"
}

function comment() {
	return "/*\n * " toupper(substr(noun, 1, 1)) substr(noun, 2) " are " chosen("counted|checked|rounded|kept") " by " unit \
		" here: see the caller that has to " verb " them.\n */\n\n"
}

# The same text as it does not compile.
function break_text(text, r) {
	r = below(3)
	if (r == 0) sub(/;\n[}]/, "\n}", text)
	else if (r == 1) sub(/return /, "return " unit "_of(" noun_word() ") + ", text)
	else sub(/[{]\n/, "{\n\tstruct " unit "_" noun_word() " state;\n\n", text)
	return text
}
function noun_word(text) { text = noun; gsub(/[^a-z]/, "_", text); return text }

# An initcall that panics when `condition` holds.
function initcall(id, level, condition) {
	return "/* Nothing can " verb " " noun " without one " unit ". */\nstatic int __init " id "(void)\n{\n\tif (" condition ")\n\t\tpanic(\"" id \
		": no " unit "\");\n\n\treturn 0;\n}\n" level "(" id ");\n\n"
}

# What commit c changes and says. Helpers are harmless; so is everything that has no role.
function fill(c, area, r, file, id, text, turns) {
	area = area_for[c]
	if (c in repairs) {
		r = repairs[c]
		touches[c] = touches[r]
		title[c] = prefix[touches[r]] ": " chosen("fix|correct|repair") " the helper that came with " noun_for[r]
		return
	}
	words(c, area)
	noun_for[c] = noun
	id = name(area, c)
	turns = kind == "time" ? 1000 : 25
	if (role[c] == "culprit") {
		file = guilty
		load(file)
		if (kind == "test") {
			text = "/* To " verb " " noun " by " unit ". */\nstatic __always_inline void " id "(struct ptrace_peeksiginfo_args *arg)\n{\n" \
				"\tif (arg->off)\n\t\targ->off--;\n}\n\n"
			put(c, file, early, text)
			put(c, file, late, "\t" id "(&arg);\n\n")
		} else if (kind == "crash") {
			text = "static unsigned int " id "_seen;\n\n/* To " verb " " noun " by " unit ". */\n" \
				"static __always_inline void " id "(struct pipe_inode_info *pipe)\n{\n" \
				"\tif (unlikely(++" id "_seen == 5000))\n\t\tpanic(\"" id ": %u slots\", pipe->ring_size);\n}\n\n"
			put(c, file, early, text)
			put(c, file, late, "\t" id "(pipe);\n\n")
		} else {
			text = "/* To " verb " " noun " by " unit ". */\nstatic __always_inline void " id "(void)\n{\n" \
				"\tunsigned int n;\n\n\tfor (n = " turns "; n; n--)\n\t\tOPTIMIZER_HIDE_VAR(n);\n}\n\n"
			put(c, file, early, text)
			put(c, file, late, "\t" id "();\n\n")
		}
		touches[c] = file
		title[c] = prefix[file] ": " subject()
	} else if (role[c] == "does-not-build") {
		file = some_file(area)
		text = helper(id)
		put(c, file, at, text, break_text(text))
		title[c] = prefix[file] ": " subject()
	} else if (role[c] ~ /boot/) {
		file = some_file(area)
		if (role[c] == "does-not-boot")
			put(c, file, at, initcall(id, "core_initcall", "num_possible_cpus() < 1"), initcall(id, "core_initcall", "num_possible_cpus() >= 1"))
		else
			put(c, file, at, initcall(id, "late_initcall", "num_possible_cpus() < 1"),
				initcall(id, "late_initcall", "(get_random_u32() ^ (u32)get_cycles()) & 1"))
		title[c] = prefix[file] ": " subject()
	} else if (shape[area] == "text") {
		file = some_file(area)
		put(c, file, at, toupper(substr(noun, 1, 1)) substr(noun, 2) " are meant for each " unit ", in the order in which they were written.\n\n")
		title[c] = prefix[file] ": " chosen("explain|reword|complete") " the " noun " for each " unit
	} else if (shape[area] == "header") {
		file = some_file(area)
		text = comment()
		if (random() < 0.5) {
			text = helper(id)
			sub(/static noinline __cold __used/, "static inline", text)
		}
		put(c, file, at, text)
		title[c] = prefix[file] ": " subject()
	} else if (random() < 0.15) {
		file = some_file(area)
		put(c, file, at, comment())
		title[c] = prefix[file] ": " chosen("comment on|explain|describe") " " noun " by " unit
	} else {
		file = some_file(area)
		put(c, file, at, helper(id))
		title[c] = prefix[file] ": " subject()
		if (files[area] > 1 && random() < 0.15) {
			r = some_file(area, file)
			put(c, r, at, helper(id "b"))
		}
	}
}

# ---- Output.

# The file as commit c has it.
function render(c, file, i, n, at, after, from) {
	for (i = 1; i <= blocks[file]; i++) {
		from = block_commit[file, i]
		if (!contains(c, from)) continue
		at = block_at[file, i]
		after[at] = from in repair && !contains(c, repair[from]) ? block_bad[file, i] : block_text[file, i]
	}
	print "M 100644 inline " file
	print "data <<KPULSE_END_OF_DATA"
	n = size[file]
	for (i = 1; i <= n; i++) {
		print content[file, i]
		if (i in after) printf "%s", after[i]
	}
	print "KPULSE_END_OF_DATA"
}

function person(n) { split("Ada Lindqvist|Bram Okafor|Chiara Novak|Dmitri Haas|Emre Sato|Freya Moreau|Goran Iyer|Hana Petersen", people, "|")
	return people[n] " <" tolower(substr(people[n], 1, index(people[n], " ") - 1)) "@example.org>" }

function emit(c, i, n, author, parts, seen) {
	when += 300 + below(7200)
	author = person(second[c] == "" ? 2 + below(7) : 1)
	print "commit refs/heads/main"
	print "mark :" c
	print "author " author " " (second[c] == "" ? when - below(86400) : when) " +0000"
	print "committer " person(1) " " when " +0000"
	print "data <<KPULSE_END_OF_DATA"
	if (c in back) print "Merge branch 'main' into " topic(branch[c])
	else if (c in merged) print "Merge branch '" topic(merged[c]) "'" (branch[c] == 0 ? "" : " into " topic(branch[c]))
	else {
		print title[c] "\n"
		print chosen("No functional change is intended.|The callers come with the next series.|This makes later changes smaller." \
			"|Seen while reading the code.|It is easier to follow this way.|Suggested in review.") "\n"
		print "Signed-off-by: " author
	}
	print "KPULSE_END_OF_DATA"
	print "from " (first[c] ? ":" first[c] : good)
	if (second[c] != "") print "merge " (second[c] ? ":" second[c] : good)
	if (second[c] == "") {
		n = split(touches[c], parts, "|")
		for (i = 1; i <= n; i++) if (!(parts[i] in seen)) { seen[parts[i]]; render(c, parts[i]) }
	} else {
		# All files of which the second parent has a commit that the first one has not, in the order of the commits.
		for (i = 1; i < c; i++) {
			if (!contains(second[c], i) || contains(first[c], i) || second[i] != "") continue
			n = split(touches[i], parts, "|")
			for (; n > 0; n--) if (!(parts[n] in seen)) { seen[parts[n]]; render(c, parts[n]) }
		}
	}
	print ""
}

function topic(b) { return topic_area[b] "-" b }

/^#/ || !NF { next }

/^@/ {
	area = substr($1, 2)
	areas[++area_count] = area; weight[area] = $2; weights += $2
	shape[area] = $3; sub(/:$/, "", shape[area])
	split($0, fields, /: /)
	area_prefix = fields[2]
	nouns[area] = fields[3]
	gsub(/, /, "|", nouns[area])
	next
}

{
	file_of[area, ++files[area]] = $1
	area_of[$1] = area
	prefix[$1] = area_prefix
	if (NF > 1) { prefix[$1] = $0; sub(/^[^ ]+ /, "", prefix[$1]) }
}

END {
	if (failed) exit 1
	guilty = kind == "test" ? "kernel/ptrace.c" : "fs/pipe.c"
	home = kind == "test" ? "ptrace" : "pipe"
	state = (seed * 4 + (kind == "test" ? 5 : index("ptcn", substr(kind, 1, 1)))) % 2147483646 + 1
	for (i = 0; i < 20; i++) random()
	graph()

	printf "" >planted
	if (kind != "none") culprit = plant("culprit", 0)
	plant("does-not-boot", 1)
	plant("boots-sometimes", 1)
	broken = int(commits * 0.03 + 0.5)
	if (broken < 2) broken = 2
	for (i = 0; i < broken; i++) plant("does-not-build", 1)
	big = commits < 100 ? 2 : 3
	for (i = 0; i < big; i++) plant("rebuilds-much", 0)
	close(planted)

	# A topic branch stays in its area; what is planted is in areas that are built.
	topic_area[0] = "main"
	for (b = 1; b <= branches; b++) topic_area[b] = some_area("")
	if (kind != "none" && branch[culprit] != 0) topic_area[branch[culprit]] = home
	for (c = 1; c <= commits; c++) {
		area_for[c] = branch[c] == 0 || random() < 0.1 ? some_area("") : topic_area[branch[c]]
		if (role[c] == "culprit") area_for[c] = home
		if (role[c] == "does-not-build" && shape[area_for[c]] != "built") area_for[c] = some_area("built")
		if (role[c] ~ /boot/) area_for[c] = "init"
		if (role[c] == "rebuilds-much") area_for[c] = "header"
	}
	for (c = 1; c <= commits; c++) if (second[c] == "") fill(c)

	when = 1672531200
	for (c = 1; c <= commits; c++) emit(c)
	print "reset refs/tags/bad\nfrom :" commits "\n"
	print "done"
}
