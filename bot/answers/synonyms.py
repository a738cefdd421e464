"""Words of the field that mean the same in English and in French, and in one language.

A question in one language so finds a passage in the other, and everyday words find those of the field.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from bot.answers.words import asked

# One line for each meaning; phrases of several words stand between the commas.
_MEANINGS: Final = """
quantization, quantisation, quantification, quantize, quantized, quantised, quantifie, quantifier
benchmark, etalonnage, banc d’essai, test de performance, jeu d’évaluation
memory, mémoire
vram, video memory, gpu memory, mémoire vidéo, mémoire graphique
ram, mémoire vive
token, tokens, jeton, jetons
speed, vitesse, throughput, débit, rapidité
fast, faster, fastest, rapide, rapides, rapidement, quick
slow, slower, lent, lente, lentement
training, entraînement, apprentissage, train, trained, entraîner, entraîné, trainer
fine-tuning, finetuning, finetune, fine-tune, fine-tuned, affinage, ajustement, réglage fin, affiner, affiné
language model, modèle de langue, modèle de langage, llm, large language model
dataset, datasets, jeu de données, jeux de données, corpus
data, données
prompt, invite, consigne, instruction, instructions
weights, poids
license, licence, licensed, licensing
license, legal, juridique, droit, droits, rights, copyright
evaluation, évaluation, evaluate, évaluer, eval, evals, assessment
score, note, résultat, result, results, résultats
accuracy, exactitude, précision, justesse
graphics card, carte graphique, gpu, video card, cartes graphiques
computer, ordinateur, machine, pc
laptop, ordinateur portable, portable, notebook computer
processor, processeur, cpu
embedding, embeddings, plongement, plongements, vecteur, vecteurs, vector, vectors
search, recherche, retrieval, retrieve, retrouver
retrieval augmented generation, génération augmentée, rag
attention, self-attention, auto-attention
layer, layers, couche, couches
size, taille, sizes, tailles
small, smaller, petit, petite, petits, petites, tiny
large, big, bigger, grand, grande, gros, grosse
reasoning, raisonnement, reason, raisonner, thinking
math, maths, mathematics, mathématiques, arithmetic, calcul
code, coding, programming, programmation, coder, programmer
picture, image, images, photo, photos, pictures, vision
speech, voice, voix, parole, audio
translation, traduction, translate, traduire, translating
summary, résumé, summarize, résumer, summarization, summarise
writing, écriture, rédaction, écrire, rédiger, write
release, releases, sortie, sorties, published, publication, publié, released
new, newer, newest, nouveau, nouvelle, nouveaux, nouvelles, récent, récente, latest, recent, dernier
announcement, annonce, announced, annoncé
cost, coût, price, prix, expensive, cher, coûte
free, gratuit, gratuite, gratuitement
error, erreur, errors, erreurs, mistake, faute
bug, bogue, problème, problem, issue
crash, plantage, plante, crashes
install, installation, installer, setup
run, running, exécuter, lancer, tourner, faire tourner, exécution
local, locally, localement, at home, chez soi
offline, hors ligne
learn, apprendre
learning rate, taux d’apprentissage, pas d’apprentissage
batch, lot, lots
batch size, taille de lot
gradient, gradients
overfitting, surapprentissage, surajustement
loss, perte
reinforcement learning, apprentissage par renforcement, renforcement
preference, préférence, préférences, dpo
distillation, distill, distilled, distiller, distillé
merge, merging, fusion, fusionner, merged
adapter, adaptateur, adapters, lora
context, contexte
context window, fenêtre de contexte, context length, longueur de contexte
cache, caches
hallucination, hallucinations, invention, inventer, hallucinate, affabulation
bias, biais
safety, sécurité, sûreté
privacy, confidentialité, vie privée, personal data, données personnelles
agent, agents
tool, tools, outil, outils, tool calling, appel d’outils, function calling
chat, conversation, dialogue
template, gabarit, modèle de conversation, chat template
noise, bruit
noise, chance, hasard
standard error, erreur type, erreur standard
confidence interval, intervalle de confiance
comparison, comparaison, compare, comparer
leaderboard, ranking, classement, board, palmarès
reproduce, reproduction, reproduire, reproducible, reproductible, replicate
tutorial, guide, tutoriel, how-to, mode d’emploi
advice, conseil, conseils, tip, tips, astuce, astuces
beginner, débutant, débutants, beginners
question, questions
answer, réponse, answers, réponses, répondre
temperature, température
sampling, échantillonnage, sample, échantillon, samples
seed, graine
few-shot, shots, exemples, examples
parameter, parameters, paramètre, paramètres
hyperparameter, hyperparamètre, hyperparameters, hyperparamètres
checkpoint, point de contrôle, point de sauvegarde
epoch, époque, epochs, époques
inference, inférence
engine, moteur, engines, moteurs
server, serveur, servers, serveurs, serving
hardware, matériel
mixture of experts, mélange d’experts, moe
multilingual, multilingue
french, français, française, francophone
english, anglais, anglaise
german, allemand
spanish, espagnol
legal text, texte juridique, law, loi, lois, lawyer, avocat, juriste
document, documents
long, longs, longue, longues, lengthy
table, tableau, tables, tableaux
chart, graphique, courbe, curve, courbes
deduplication, déduplication, doublons, duplicates
contamination, leak, fuite, leakage
tokenizer, tokeniseur, segmenteur
vocabulary, vocabulaire
download, télécharger, téléchargement
upload, téléverser, mettre en ligne
month, mois
week, semaine
phone, téléphone, mobile, smartphone
energy, énergie, electricity, électricité, power, consommation
carbon, carbone
open source, source ouverte, logiciel libre, open
student, étudiant, élève, students
teacher, enseignant, professeur
school, école
health, santé, medical, médical, medicine, médecine
artist, artiste, artists, artistes
music, musique
video, vidéo
robot, robotique, robotics
difference, différence, differ, différer
limit, limite, limits, limites
choose, choisir, pick, select, sélectionner
improve, améliorer, better, meilleur, meilleure, mieux
best, top, meilleurs, meilleures
instruct, instruction-tuned
base, base model, modèle de base
compress, compression, comprimer, compressed
precision, half precision, demi-précision, fp16, bf16
speculative decoding, décodage spéculatif
pruning, élagage, prune, élaguer
clean, cleaning, nettoyage, nettoyer
human, humain, humans, humains
judge, juge
grade, grading, notation, noter
"""
Words = tuple[str, ...]
LONGEST_PHRASE: Final = 4


@cache
def meanings() -> dict[Words, frozenset[Words]]:
    """For each word or phrase, folded and without small words, all that mean the same."""
    same: dict[Words, frozenset[Words]] = {}
    for line in _MEANINGS.strip().splitlines():
        phrases = frozenset(tuple(asked(phrase)) for phrase in line.split(","))
        for phrase in phrases:
            same[phrase] = same.get(phrase, frozenset()) | phrases
    return same


def meant(words: Sequence[str]) -> Iterator[tuple[Words, frozenset[Words]]]:
    """The words of a question, together where they are a phrase of the field, each with its other meanings.

    The longest phrase wins; the meanings are empty for a word that has no others.
    """
    known, at = meanings(), 0
    while at < len(words):
        longest = min(LONGEST_PHRASE, len(words) - at)
        size = next((size for size in range(longest, 1, -1) if tuple(words[at : at + size]) in known), 1)
        phrase = tuple(words[at : at + size])
        yield phrase, known.get(phrase, frozenset()) - {phrase}
        at += size
