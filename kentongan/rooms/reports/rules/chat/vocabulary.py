"""
The words by which people in such groups show a place, a problem, an answer or plain chatter.

Data, not rules: everything that reads a chat takes a Vocabulary as an argument.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property


@dataclass(frozen=True)
class PlaceName:
    """A village or district people may name; `within` is the district a village lies in."""

    code: str
    name: str
    within: str = ""


@dataclass(frozen=True)
class Vocabulary:
    """Words and phrases (small letters, one space) with what they show."""

    short_forms: Mapping[str, str] = field(default_factory=dict)
    says_place: frozenset[str] = frozenset()  # "lokasi": the rest is a place
    relations: frozenset[str] = frozenset()  # "depan"
    landmarks: frozenset[str] = frozenset()  # "pasar"
    roads: frozenset[str] = frozenset()  # "jalan", when a name follows
    problems: frozenset[str] = frozenset()  # something is concretely wrong
    requests: frozenset[str] = frozenset()  # somebody should do something
    done: frozenset[str] = frozenset()
    asking: frozenset[str] = frozenset()  # where is it?
    activities: frozenset[str] = frozenset()  # what offices show each other
    greetings: frozenset[str] = frozenset()
    news: frozenset[str] = frozenset()
    same_again: frozenset[str] = frozenset()  # "from another side"
    not_yet: frozenset[str] = frozenset()
    reporting: frozenset[str] = frozenset()  # "lapor": a request that is surely one
    moving: frozenset[str] = frozenset()  # somebody says where they are, not where it is
    categories: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @cached_property
    def single_words(self) -> frozenset[str]:
        """Return every word of every phrase that shows a place or a problem."""
        phrases = self.relations | self.landmarks | self.problems | self.requests | self.says_place
        return frozenset(part for phrase in phrases for part in phrase.split())

    @cached_property
    def category_words(self) -> Mapping[str, Sequence[str]]:
        """Return for each phrase the categories it speaks for; words of places speak for none."""
        places = self.roads | self.landmarks | self.relations | self.says_place | self.requests
        found: dict[str, list[str]] = {}
        for slug, phrases in self.categories.items():
            for phrase in phrases:
                words = " ".join(phrase.lower().split())
                if words not in places:
                    found.setdefault(words, []).append(slug)
        return found

    def with_categories(self, categories: Mapping[str, Sequence[str]]) -> "Vocabulary":
        """Return the same words with the keywords of a regency's categories."""
        return replace(self, categories=categories)


def _list(text: str) -> frozenset[str]:
    return frozenset(phrase.strip() for phrase in text.split(",") if phrase.strip())


SHORT_FORMS = {
    "dpn": "depan", "dpan": "depan", "ngarep": "depan", "ngajeng": "depan", "blkg": "belakang",
    "blkng": "belakang", "mburi": "belakang", "sblh": "sebelah", "seblah": "sebelah",
    "smping": "samping", "jl": "jalan", "jln": "jalan", "jlan": "jalan", "ds": "desa",
    "dsn": "dusun", "kec": "kecamatan", "kel": "kelurahan", "lingk": "lingkungan",
    "ling": "lingkungan", "lok": "lokasi", "loc": "lokasi", "lks": "lokasi", "gg": "gang",
    "prapatan": "perempatan", "perapatan": "perempatan", "pertelon": "pertigaan",
    "prtigaan": "pertigaan", "simpang": "simpang", "sdn": "sd", "min": "sd", "mi": "sd",
    "smpn": "smp", "sman": "sma", "smkn": "smk", "mts": "smp", "mushola": "musholla",
    "langgar": "musholla", "msjid": "masjid", "pom": "spbu", "stasion": "stasiun",
    "kntr": "kantor", "ktr": "kantor", "lor": "utara", "kidul": "selatan", "wetan": "timur",
    "kulon": "barat", "utr": "utara", "slt": "selatan", "tmr": "timur", "brt": "barat",
    "sdh": "sudah", "sdah": "sudah", "udah": "sudah", "udh": "sudah", "dah": "sudah",
    "sampun": "sudah", "mpun": "sudah", "wis": "sudah", "blm": "belum", "dereng": "belum",
    "durung": "belum", "tlg": "tolong", "tlong": "tolong", "mhn": "mohon", "mohn": "mohon",
    "nyuwun": "mohon", "yg": "yang", "dmn": "dimana", "dmana": "dimana", "pundi": "dimana",
    "ngendi": "dimana", "nangdi": "dimana", "dg": "dengan", "dgn": "dengan", "ijin": "izin",
    "trima": "terima", "trims": "terima kasih", "makasih": "terima kasih", "mksh": "terima kasih",
    "suwun": "terima kasih", "nuwun": "terima kasih", "tks": "terima kasih", "mbr": "mobil",
    "rsak": "rusak", "lobang": "lubang", "berlobang": "berlubang", "bolong": "berlubang",
    "jeglong": "berlubang", "jeglongan": "berlubang", "sampahe": "sampah", "pju": "lampu jalan",
    "trtoar": "trotoar", "kmrn": "kemarin", "spy": "supaya", "bgt": "banget", "tdk": "tidak",
    "gak": "tidak", "ga": "tidak", "nggak": "tidak", "ndak": "tidak", "mboten": "tidak",
}  # fmt: skip

INDONESIAN = Vocabulary(
    short_forms=SHORT_FORMS,
    says_place=_list(
        "lokasi, tkp, alamat, titik, lokasinya, alamatnya, posisi, posisinya, tepatnya"
    ),
    relations=_list(
        "depan, belakang, sebelah, samping, utara, selatan, timur, barat, dekat, deket, cedak, "
        "seberang, pojok, ujung, tikungan, sepanjang, pinggir, bawah, antara, arah, km, rt, rw, "
        "dusun, desa, kelurahan, kecamatan, lingkungan, perbatasan, sekitar, masuk, menuju, "
        "pas, jalur, persis, timure, sisi, akses, in front of, near, next to, behind, across"
    ),
    landmarks=_list(
        "pasar, sd, smp, sma, smk, tk, sekolah, kampus, masjid, musholla, gereja, pura, "
        "terminal, stasiun, puskesmas, pustu, rsud, rumah sakit, klinik, kantor, balai desa, "
        "balai, koramil, polsek, polres, jembatan, simpang, simpang tiga, simpang empat, "
        "simpang lima, perempatan, pertigaan, bundaran, spbu, indomaret, alfamart, alun alun, "
        "taman, rth, pantai, pelabuhan, lapangan, makam, gapura, warung, toko, ruko, bank, bri, "
        "hotel, gudang, rel, palang pintu, perlintasan, pabrik, sawah, sungai, kali, dam, "
        "bendungan, tugu, patung, gor, stadion, pos, gardu, portal, bengkel, apotek, kantor "
        "pos, halte, rumah, perumahan, kafe, market, bridge, school, mosque, kios, pendopo, "
        "gedung, kantor desa, wisata, lampu merah, traffic light"
    ),
    roads=_list("jalan, gang, road, street"),
    problems=_list(
        "rusak, rusak parah, berlubang, lubang, ambles, amblas, longsor, retak, jebol, ambrol, "
        "roboh, miring, tumbang, sampah, menumpuk, numpuk, tumpukan, selokan, banjir, genangan, "
        "tergenang, menggenang, luber, meluap, mampet, tersumbat, buntu, padam, mati lampu, "
        "mati, lampu jalan, parkir, parkir liar, trotoar, macet, pungli, pungutan, pungutan "
        "liar, liar, pkl, bau, limbah, asap, kebisingan, bising, berisik, bocor, pipa, kabel, "
        "menjuntai, putus, pohon, dahan, ranting, kebakaran, terbakar, bangkai, anjing liar, "
        "balap liar, vandalisme, coretan, reklame, baliho, spanduk liar, galian, tambang, odgj, "
        "gelandangan, pengemis, rambu, marka, menghalangi, menutup, nutup, hilang, dicuri, "
        "membahayakan, bahaya, kecelakaan, laka, licin, gelap, gelap gulita, tersendat, "
        "dibuang, pembuangan, mangkrak, terbengkalai, broken, pothole, garbage, flood, illegal "
        "parking, tutup got, got, drainase, semrawut, plengsengan, tanggul, krowak, jugrug, "
        "ambruk"
    ),
    requests=_list(
        "mohon, tolong, lapor, izin lapor, melaporkan, laporan, laporan warga, keluhan, aduan, "
        "pengaduan, minta, ditindak, ditindaklanjuti, tindak lanjut, ditertibkan, diperbaiki, "
        "dibersihkan, ditangani, dicek, dibantu, tindakan, please, report, segera, atensi, "
        "perhatian"
    ),
    done=_list(
        "sudah ditangani, sudah ditindaklanjuti, sudah dibersihkan, sudah diperbaiki, sudah "
        "selesai, sudah dievakuasi, sudah ditertibkan, sudah diangkut, sudah ditambal, sudah "
        "dipotong, sudah menyala, sudah nyala, sudah normal, sudah aman, sudah teratasi, sudah "
        "kondusif, sudah bersih, sudah lancar, sudah kami, sudah di lokasi, sudah dilokasi, "
        "sudah meluncur, sudah tertangani, sudah dicek, sudah disurvei, sudah tim, sudah "
        "ditutup, sudah diganti, telah ditangani, telah ditindaklanjuti, telah dibersihkan, "
        "telah diperbaiki, telah selesai, telah dilaksanakan, telah ditertibkan, telah "
        "dievakuasi, telah kami, telah diangkut, tertangani, teratasi, ditangani petugas, "
        "petugas meluncur, meluncur, otw lokasi, otw, menuju lokasi, segera kami, kami "
        "tindaklanjuti, kami teruskan, kami cek, kami koordinasikan, siap laksanakan, "
        "laksanakan, tindak lanjut laporan, hasil tindak lanjut, penanganan laporan, tim di "
        "lokasi, tim urc, progres, progress, done, fixed, beres, clear, sudah beres, sudah "
        "terpasang, sudah berfungsi, dalam penanganan, proses pengerjaan, pengerjaan, giat "
        "pembersihan, giat penertiban, hasil penertiban, hasil pengecekan"
    ),
    asking=_list(
        "dimana, di mana, sebelah mana, lokasi mana, daerah mana, desa mana, mana, lokasinya, "
        "alamatnya, lokasi, where, posisi, tkp"
    ),
    activities=_list(
        "kegiatan, rapat, apel, undangan, agenda, sosialisasi, kunjungan, monitoring, gotong "
        "royong, kerja bakti, dokumentasi, hadir, kehadiran, zoom, absen, jadwal, posyandu, "
        "musrenbang, musdes, pelatihan, bimtek, upacara, senam, peringatan, lomba, penyerahan, "
        "bantuan, penyaluran, vaksinasi, wisuda, pengajian, sholawat, istighosah, jalan sehat, "
        "silaturahmi, audiensi, peresmian, pelantikan, patroli, siskamling, pengamanan, rakor, "
        "koordinasi, mendampingi, pendampingan, dalam rangka, turut, doa bersama, khitan, "
        "pernikahan, ulang tahun, duka cita, berduka, innalillahi, sarapan, makan siang, ngopi, "
        "piket, giat, pkk, karang taruna, festival, pawai, meeting, dijual, promo, diskon, "
        "lowongan, open order, po, pesan catering, laporan kegiatan, laporan harian, situasi "
        "aman, nihil, kondusif"
    ),
    greetings=_list(
        "terima kasih, terimakasih, selamat pagi, selamat siang, selamat sore, selamat malam, "
        "assalamualaikum, assalamu alaikum, waalaikumsalam, wa alaikumussalam, amin, aamiin, "
        "siap, 86, ok, oke, nggih, njih, inggih, monggo, mantap, sip, semangat, sehat selalu, "
        "barakallah, alhamdulillah, subhanallah, masya allah, selamat menunaikan, sholat, "
        "shalat, subuh, dhuhur, dzuhur, ashar, maghrib, isya, jumat berkah, hehe, haha, wkwk, "
        "wkwkwk, thanks, thank you, good morning, jos, top, salut, luar biasa, keren"
    ),
    news=_list(
        "breaking news, diteruskan, forwarded, sebarkan, viral, copas, grup sebelah, info dari, "
        "bmkg, hoax, hoaks, himbauan, imbauan, pengumuman, waspada, sumber, menurut, beredar, "
        "kabar, berita, baca selengkapnya, link, subscribe, share, teruskan"
    ),
    same_again=_list(
        "sudut lain, sisi lain, dari sisi, foto tambahan, tambahan foto, fotonya, lebih jelas, "
        "foto lain, foto juga, dari dekat, seperti tadi, yang tadi, lewat tadi, tadi saya, "
        "another angle, same one"
    ),
    reporting=_list(
        "lapor, melaporkan, laporan warga, keluhan, keluhan warga, aduan, aduan warga, "
        "pengaduan"
    ),
    moving=_list(
        "saya, aku, kami, kita, nanti, besok, otw, sampai, pulang, ikut, mampir, berangkat, "
        "perjalanan, jam, pukul, undangan"
    ),
    not_yet=_list("belum, tidak, belum ada, kapan, tak kunjung, lagi"),
)  # fmt: skip
