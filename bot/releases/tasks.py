"""The Hub's tasks in plain words: what a model does, for someone who does not speak the field's language.

The tags are those of https://huggingface.co/tasks; each has a short name and one sentence.
"""

from bot.texts import mark

TASKS: dict[str, tuple[str, str]] = {
    "any-to-any": (
        mark("any to any"),
        mark("It takes and makes several kinds of content: text, images, sound."),
    ),
    "audio-classification": (mark("audio classification"), mark("It says what kind of sound it hears.")),
    "audio-text-to-text": (
        mark("audio and text to text"),
        mark("It listens to sound and answers in writing."),
    ),
    "audio-to-audio": (
        mark("audio to audio"),
        mark("It changes a recording: cleans it, or separates voices."),
    ),
    "automatic-speech-recognition": (mark("speech recognition"), mark("It writes down what is said.")),
    "depth-estimation": (mark("depth estimation"), mark("It tells from a picture how far away things are.")),
    "document-question-answering": (
        mark("questions on documents"),
        mark("It answers questions about a scanned document."),
    ),
    "feature-extraction": (
        mark("embeddings"),
        mark("It turns texts into lists of numbers, so that similar ones can be found."),
    ),
    "fill-mask": (mark("fill-mask"), mark("It guesses missing words; it is mostly a base for other models.")),
    "graph-ml": (mark("graphs"), mark("It works on networks of things that are linked.")),
    "image-classification": (mark("image classification"), mark("It says what is in a picture.")),
    "image-feature-extraction": (
        mark("image embeddings"),
        mark("It turns pictures into lists of numbers, so that similar ones can be found."),
    ),
    "image-segmentation": (mark("image segmentation"), mark("It outlines what is where in a picture.")),
    "image-text-to-image": (mark("image editing"), mark("It changes a picture as a text tells it to.")),
    "image-text-to-text": (
        mark("image and text to text"),
        mark("It looks at pictures and answers in writing."),
    ),
    "image-text-to-video": (
        mark("image and text to video"),
        mark("It makes a video from a picture and a text."),
    ),
    "image-to-3d": (mark("image to 3D"), mark("It makes a 3D shape from a picture.")),
    "image-to-image": (mark("image to image"), mark("It makes a new picture from a picture.")),
    "image-to-text": (mark("image to text"), mark("It describes a picture or reads what is written in it.")),
    "image-to-video": (mark("image to video"), mark("It makes a picture move.")),
    "keypoint-detection": (mark("keypoint detection"), mark("It finds the joints and corners in a picture.")),
    "mask-generation": (mark("mask generation"), mark("It cuts things out of a picture.")),
    "object-detection": (
        mark("object detection"),
        mark("It finds things in a picture and says where they are."),
    ),
    "question-answering": (
        mark("question answering"),
        mark("It finds the answer to a question in a text that it is given."),
    ),
    "reinforcement-learning": (
        mark("reinforcement learning"),
        mark("It has learned to act, by trial and error."),
    ),
    "robotics": (mark("robotics"), mark("It moves a robot.")),
    "sentence-similarity": (
        mark("sentence similarity"),
        mark("It tells how close two texts are in meaning."),
    ),
    "summarization": (mark("summarisation"), mark("It makes a long text short.")),
    "table-question-answering": (mark("questions on tables"), mark("It answers questions about a table.")),
    "tabular-classification": (
        mark("tabular classification"),
        mark("It sorts the rows of a table into classes."),
    ),
    "tabular-regression": (mark("tabular regression"), mark("It predicts a number from the row of a table.")),
    "text-classification": (mark("text classification"), mark("It sorts texts into classes.")),
    "text-generation": (
        mark("text generation"),
        mark("It writes text: answers, summaries, translations or code."),
    ),
    "text-ranking": (mark("text ranking"), mark("It puts search results into the best order.")),
    "text-to-3d": (mark("text to 3D"), mark("It makes a 3D shape from a description.")),
    "text-to-audio": (mark("text to audio"), mark("It makes sound or music from a description.")),
    "text-to-image": (mark("text to image"), mark("It makes pictures from a description.")),
    "text-to-speech": (mark("text to speech"), mark("It reads a text aloud.")),
    "text-to-video": (mark("text to video"), mark("It makes videos from a description.")),
    "text2text-generation": (
        mark("text to text"),
        mark("It rewrites text: translates, summarises, or answers."),
    ),
    "time-series-forecasting": (
        mark("time series forecasting"),
        mark("It predicts how numbers go on over time."),
    ),
    "token-classification": (
        mark("token classification"),
        mark("It marks names, places and other parts of a text."),
    ),
    "translation": (mark("translation"), mark("It translates.")),
    "unconditional-image-generation": (mark("image generation"), mark("It makes pictures of one kind.")),
    "video-classification": (mark("video classification"), mark("It says what happens in a video.")),
    "video-text-to-text": (mark("video and text to text"), mark("It watches videos and answers in writing.")),
    "video-to-video": (mark("video to video"), mark("It makes a new video from a video.")),
    "visual-document-retrieval": (
        mark("document search"),
        mark("It finds pages of documents by how they look."),
    ),
    "visual-question-answering": (mark("questions on images"), mark("It answers questions about a picture.")),
    "voice-activity-detection": (mark("voice detection"), mark("It tells when somebody speaks.")),
    "zero-shot-classification": (
        mark("zero-shot classification"),
        mark("It sorts texts into classes that you name yourself."),
    ),
    "zero-shot-image-classification": (
        mark("zero-shot image classification"),
        mark("It sorts pictures into classes that you name yourself."),
    ),
    "zero-shot-object-detection": (
        mark("zero-shot object detection"),
        mark("It finds in a picture the things that you name."),
    ),
}
