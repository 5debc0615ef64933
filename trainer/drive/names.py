"""Names for the people of a drive whom no author made: from many origins, none twice in a unit.

The names are common ones, put together by chance. Who bears one is nobody in particular.
"""

from collections.abc import Collection
from random import Random
from typing import Final

_NAMES: Final = """
Carol Wayne Donna Earl Peggy Glenn Rhonda Dale Tammy
    Hobbs Pettit Lawson Skaggs Tolliver Bright Crane Ames Rudd
Marisol Hector Yolanda Efrain Lupe Rigoberto Graciela Noe Alma
    Fuentes Barrera Olivas Cantu Zavala Montoya Rivas Ochoa Prado
Denise Curtis Yvonne Terrence Latoya Reggie Monique Darnell Bernice
    Gaines Mosley Battle Dupree Hairston Fields Pettway Cobb Vance
Linh Tuan Mai Duc Huong Bao Thuy Khanh Lan
    Nguyen Tran Pham Hoang Vu Dang Bui Do Ngo
Rosalie Jun Marites Rodel Cherry Arnel Luz Danilo Tess
    Santos Reyes Bautista Aquino Dizon Ramos Mercado Salonga Manalo
Agnieszka Piotr Halina Marek Danuta Tomasz Beata Jerzy Irena
    Nowak Wilk Zielinski Sobczak Krol Wrona Dudek Mazur Pawlak
Fatuma Abdi Hodan Yusuf Amina Guled Sahra Farah Ifrah
    Warsame Egal Jama Hersi Samatar Duale Omar Nur Elmi
Gurpreet Harjit Simran Balwinder Manjit Jaspal Navdeep Kuldip Rupinder
    Gill Sandhu Dhillon Grewal Bains Sidhu Mann Brar Toor
Meena Rakesh Sunita Prakash Kavita Dilip Anita Suresh Lata
    Patel Desai Joshi Rao Kulkarni Mehta Iyer Nair Shetty
Sabine Uwe Heidi Rolf Trudy Kurt Gerda Emil Elsa
    Becker Vogel Kessler Lindner Brandt Fuchs Haas Dietz Roth
Siobhan Declan Maura Kieran Nuala Brendan Deirdre Eamon Oona
    Doyle Keane Brady Flynn Quill Moran Tierney Duffy Shea
Adaeze Chidi Ngozi Emeka Ifeoma Obinna Kemi Tunde Folake
    Okafor Eze Nwosu Adeyemi Balogun Onyema Afolabi Uche Bassey
Wei Jun-Hao Mei Guang Xiu Liang Ling Bo Hui
    Chen Lin Huang Zhou Wu Xu Guo He Luo
Min-Ji Sang-Woo Eun-Ha Dong-Su Hye-Won Kyung Soon-Ok Jae-Min Young-Hee
    Kim Park Choi Jung Kang Yoon Lim Shin Han
Nadia Karim Samira Hassan Layla Bilal Rania Tarek Huda
    Haddad Khoury Mansour Saleh Nasser Aziz Farouk Rahal Sabbagh
Marie-Ange Jean-Robert Guerda Wilner Nadege Frantz Mirlande Ricot Yolette
    Pierre Jean-Baptiste Toussaint Charles Desir Joseph Etienne Augustin Belizaire
Shoua Pao Mai-Yer Tou Kia Chue Bee Neng Pa-Nhia
    Vang Xiong Yang Moua Thao Lor Her Cha Vue
Ingrid Sven Astrid Leif Solveig Nils Britta Arvid Karin
    Lindqvist Dahl Berg Nyberg Holm Sather Ek Strand Hauge
Oksana Bohdan Nataliya Taras Halyna Ruslan Lesia Pavlo Svitlana
    Kovalenko Shevchuk Bondar Melnyk Tkachenko Savchuk Hrytsenko Lysenko Koval
Paulette Delroy Marcia Winston Claudette Errol Beverley Desmond Hyacinth
    Grant Campbell Bryan Samuels Reid Gayle Francis Blake Whyte
Alemitu Dawit Selam Tesfaye Hirut Bekele Meron Girma Tigist
    Haile Tadesse Abebe Worku Mengistu Kebede Assefa Demissie Lemma
Dawn Leonard Winona Harold Charlene Emmett Roberta Clayton Arlene
    Begay Yazzie Benally Whitehorse Tsosie Littlebear Redcloud Nez Standing
"""
"""First names, and in the next line last names, of one origin each."""


def _origins() -> list[tuple[list[str], list[str]]]:
    lines = [line.split() for line in _NAMES.strip().splitlines()]
    return list(zip(lines[::2], lines[1::2], strict=True))


def names_for(seed: str, number: int, taken: Collection[str] = ()) -> tuple[str, ...]:
    """That many names, the same for the same seed; none of them twice and none that is taken.

    First and last names are not repeated either as long as others are left. Raises ValueError where there are not as
    many names.
    """
    random = Random(seed)
    first_taken = {name.split()[0] for name in taken if name.split()}
    last_taken = {name.split()[-1] for name in taken if name.split()}
    origins = _origins()
    for firsts, lasts in origins:
        random.shuffle(firsts)
        random.shuffle(lasts)
    rounds = []
    for turn in range(max(len(firsts) * len(lasts) for firsts, lasts in origins)):
        one_of_each = [
            f"{firsts[turn % len(firsts)]} {lasts[(turn + turn // len(firsts)) % len(lasts)]}"
            for firsts, lasts in origins
            if turn < len(firsts) * len(lasts)
        ]
        random.shuffle(one_of_each)
        rounds += one_of_each
    free = [name for name in dict.fromkeys(rounds) if name not in taken]
    fresh = [name for name in free if name.split()[0] not in first_taken and name.split()[-1] not in last_taken]
    kept = set(fresh)
    chosen = (fresh + [name for name in free if name not in kept])[:number]
    if len(chosen) < number:
        raise ValueError(f"there are no {number} different names")
    return tuple(chosen)
