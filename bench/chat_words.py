"""Sentences of invented officers, in two halves that share none: `tune` and `measure`."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Wording:
    """Sentences of one half."""

    problems: Sequence[str]
    captions: Sequence[str]
    texts: Sequence[str]
    places: Sequence[str]
    more_place: Sequence[str]
    intros: Sequence[str]
    requests: Sequence[str]
    questions: Sequence[str]
    thanks: Sequence[str]
    done: Sequence[str]
    greetings: Sequence[str]
    activities: Sequence[str]
    news: Sequence[str]
    small_talk: Sequence[str]
    again: Sequence[str]


TUNE = Wording(
    problems=(
        "mobil parkir di trotoar",
        "jalan berlubang",
        "lampu jalan mati",
        "sampah menumpuk",
        "pohon tumbang",
        "selokan mampet",
        "kabel menjuntai",
        "banjir setinggi lutut",
    ),
    captions=(
        "{problem} di {place}",
        "Lapor, {problem}, lokasi {place}",
        "{problem} {place} pak",
        "{place}, {problem}",
    ),
    texts=(
        "Mohon izin lapor {problem} di {place}",
        "{problem} di {place}, mohon ditindaklanjuti",
        "Laporan warga: {problem} {place} sudah seminggu belum diperbaiki",
    ),
    places=(
        "lokasi depan pasar {v}",
        "depan SDN 2 {v}",
        "Jl. Ahmad Yani {v}",
        "perempatan {v}",
        "sebelah barat balai desa {v}",
        "utara SPBU {v}",
        "Dusun Krajan desa {v}",
        "dpn kantor desa {v}",
        "jln raya {v} timur jembatan",
        "TKP pertigaan {v}",
    ),
    more_place=("persis selatan jalan", "sebelah timur toko bangunan", "dekat warung pojok"),
    intros=("Izin lapor ndan", "Mohon ijin melaporkan", "Lapor pak kadis {problem}"),
    requests=("Mohon ditindaklanjuti pak", "mohon atensi nggih", "tolong ditertibkan"),
    questions=("lokasinya dimana pak?", "Ini di mana nggih?", "sebelah mana bu"),
    thanks=("Terima kasih infonya", "siap pak", "matur nuwun", "86 ndan", "🙏🙏", "👍"),
    done=(
        "sudah kami tindaklanjuti pak",
        "Sudah ditertibkan petugas, situasi lancar",
        "lampu sudah menyala kembali",
        "Siap, meluncur ke lokasi",
    ),
    greetings=(
        "Selamat pagi bapak ibu semua",
        "Assalamualaikum wr wb, semoga sehat selalu",
        "Selamat menunaikan sholat maghrib",
        "Jumat berkah",
    ),
    activities=(
        "Apel pagi di kantor kecamatan {v}",
        "Kegiatan kerja bakti di desa {v}",
        "Dokumentasi rapat koordinasi di pendopo",
        "Patroli malam wilayah {v}, nihil",
    ),
    news=(
        "BREAKING NEWS gempa 4,2 SR terasa di {v}. Sebarkan. https://kabar.example/1",
        "*Himbauan* waspada hujan lebat di wilayah {v} (BMKG)",
        "Info dari grup sebelah: harga cabai naik lagi",
    ),
    small_talk=(
        "wkwkwk",
        "mantap bu camat",
        "besok jadi ngopi?",
        "laporannya nanti saya kirim",
        "wah bagus ini",
        "nggih pak",
        "hadir",
        "nanti sore saya ke {v}",
    ),
    again=("ini dari sisi lain pak", "saya juga lewat tadi, fotonya lebih jelas"),
)
MEASURE = Wording(
    problems=(
        "motor dan mobil nutup trotoar",
        "aspal ambles dan bolong besar",
        "PJU padam total",
        "tumpukan sampah meluber ke jalan",
        "dahan besar roboh ke jalan",
        "got buntu air meluap",
        "tiang telepon miring mau roboh",
        "pungutan liar parkir",
        "genangan air tinggi",
        "baliho liar hampir ambruk",
    ),
    captions=(
        "{place} pak, {problem}",
        "{problem} - {place}",
        "Kondisi {problem} di {place}",
        "Ijin ndan {problem}. {place}",
        "{problem} lokasi di {place} mhn dicek",
    ),
    texts=(
        "Keluhan warga {place}, {problem}",
        "Bapak/ibu dinas terkait tolong {problem} di {place}",
        "Selamat siang, mohon ijin, di {place} ada {problem}. Bahaya utk pengendara",
        "ini {problem} kok belum ada penanganan ya, {place}",
    ),
    places=(
        "{place_kind} {v} dari arah kota",
        "pas tikungan masuk desa {v}",
        "selatannya masjid jami {v}",
        "Jalan Diponegoro no 12 {v}",
        "gang melati rt 3 rw 2 {v}",
        "seberang indomaret {v}",
        "jembatan perbatasan {v}",
        "km 7 arah {v}",
        "lok. sblh kidul puskesmas {v}",
        "simpang empat {v} lor lampu merah",
        "di {v}, depan rumah pak RT",
        "wetan pasar hewan",
    ),
    more_place=(
        "dari pasar ke selatan 100 m",
        "masuk gang sebelah apotek",
        "pinggir sungai persis",
    ),
    intros=(
        "Nyuwun sewu badhe lapor",
        "Ijin lapor pimpinan, ada {problem}",
        "mohon atensi Dinas terkait",
    ),
    requests=(
        "nyuwun tulung dipun tindak",
        "Mhn segera ditangani",
        "Tolong diteruskan ke dinas terkait",
        "monggo Dishub",
    ),
    questions=(
        "Nuwun sewu pundi niki lokasinipun?",
        "desa mana itu?",
        "lokasi mana mas?",
        "Dimana itu pak, biar kami cek",
    ),
    thanks=(
        "Matur suwun sanget",
        "Nggih siap",
        "laksanakan ndan",
        "oke",
        "🙏",
        "Siap terima kasih laporannya",
    ),
    done=(
        "Alhamdulillah sudah selesai ditambal",
        "Tim URC sudah di lokasi",
        "Izin laporan hasil, pohon sudah dievakuasi dan jalan bisa dilewati",
        "Pagi ini telah dibersihkan bersama warga",
    ),
    greetings=(
        "Pagi semua, tetap semangat",
        "Waktunya sholat ashar, mari tinggalkan pekerjaan sejenak",
        "Barakallah fii umrik pak camat",
        "Selamat hari Jumat, semoga berkah",
    ),
    activities=(
        "Giat posyandu balita desa {v}",
        "Musrenbang kecamatan {v} dibuka pak camat",
        "Senam bersama di lapangan {v}",
        "Penyerahan bantuan beras di balai desa {v}",
        "Pengamanan pawai di {v}, situasi kondusif",
    ),
    news=(
        "Diteruskan: jalur Gumitir ditutup sementara, baca https://berita.example/gumitir",
        "VIRAL!! begal di perbatasan, mohon hati-hati. Copas dari grup sebelah",
        "Pengumuman: besok listrik padam jam 9-12 wilayah {v} menurut PLN",
    ),
    small_talk=(
        "hehe siap salah",
        "monggo pinarak",
        "ditunggu undangannya",
        "kopi dulu bos",
        "ikut nyimak",
        "kapan rapatnya bu?",
        "saya sudah sampai {v}",
        "otw pulang",
        "hari ini panas sekali",
        "sing penting guyub",
    ),
    again=("tambahan foto dari arah utara", "tadi saya juga foto ini", "sama, ini yang tadi"),
)
HALVES = {"tune": TUNE, "measure": MEASURE}
